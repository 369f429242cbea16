package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nothing that computes is without a test: no public operator, and no function of the C interface. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorCompletenessTest {

    /** What is no operator with a result to compare, and the class that tests it. */
    private static final Map<Class<?>, List<String>> ELSEWHERE = Map.of(
            AutogradTest.class,
            List.of(
                    "Tensor.backward()",
                    "Tensor.backward(Tensor)",
                    "Tensor.grad()",
                    "Tensor.grad(Tensor)",
                    "Tensor.requiresGrad(boolean)",
                    "Tensor.requiresGrad()"),
            TensorFactsTest.class,
            List.of(
                    "Tensor.shape()",
                    "Tensor.dim()",
                    "Tensor.size(int)",
                    "Tensor.numel()",
                    "Tensor.dtype()",
                    "Tensor.device()",
                    "Tensor.isContiguous()",
                    "Tensor.item()",
                    "Tensor.itemAsLong()",
                    "Tensor.toFloatArray()",
                    "Tensor.toDoubleArray()",
                    "Tensor.toLongArray()",
                    "Tensor.toString()"),
            OwnershipTest.class,
            List.of("Tensor.keep()", "Tensor.moveTo(Scope)", "Tensor.close()", "Tensor.isClosed()"),
            SegmentTest.class,
            List.of("Tensor.segment()"),
            MemoryLoanTest.class,
            List.of("Tensors.over(MemorySegment, DType, Runnable, long[])"),
            FusedAdamWTest.class,
            List.of("FusedAdamW.update_(Tensor, Tensor, Tensor, Tensor, Tensor, Coefficients)"));

    /** Functions that no operator uses, and the class that tests what does. */
    private static final Map<Class<?>, List<String>> OTHER_FUNCTIONS = Map.of(
            TorchTest.class,
            List.of(
                    "d2v_torch_version",
                    "d2v_torch_build",
                    "d2v_cuda_device_count",
                    "d2v_cuda_synchronize",
                    "d2v_set_num_threads",
                    "d2v_get_num_threads",
                    "d2v_manual_seed",
                    "d2v_live_tensors",
                    "d2v_live_bytes",
                    "d2v_heap_bytes",
                    "d2v_allocator_settings"),
            GradModeTest.class,
            List.of("d2v_set_grad_enabled", "d2v_is_grad_enabled"),
            AutocastTest.class,
            List.of("d2v_set_autocast"),
            BareFunctionsTest.class,
            List.of("d2v_scalar", "d2v_interface_version", "d2v_load", "d2v_set_environment"));

    private final CallGraph calls = CallGraph.ofThisPackage();

    private static Set<String> publicOperators() {
        var all = new TreeSet<String>();
        for (var type : List.of(Functional.class, Losses.class, Tensors.class, FusedAdamW.class, Tensor.class)) {
            Arrays.stream(type.getDeclaredMethods()).forEach(method -> addIfPublic(type, method, all));
        }
        for (var type : Tensor.class.getInterfaces()) {
            Arrays.stream(type.getDeclaredMethods()).forEach(method -> addIfPublic(Tensor.class, method, all));
        }
        return all;
    }

    private static void addIfPublic(Class<?> type, Method method, Set<String> all) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
            var parameters = Arrays.stream(method.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", "));
            all.add(type.getSimpleName() + "." + method.getName() + "(" + parameters + ")");
        }
    }

    private static Stream<String> tested() {
        return Stream.concat(
                OperatorTable.all().stream().map(OperatorCase::operator),
                ELSEWHERE.values().stream().flatMap(List::stream));
    }

    @Test
    void everyPublicOperatorHasATest() {
        assertThat(new TreeSet<>(tested().toList())).isEqualTo(publicOperators());
    }

    @Test
    void theTestsCallWhatTheyAreNamedAfter() {
        var uncalled = new TreeMap<String, String>();
        var cases = OperatorTable.all().stream().map(OperatorCase::operator).collect(Collectors.toSet());
        var calledByCases = calls.methodsCalledBy(name -> name.endsWith("Cases"));
        cases.stream().filter(name -> !calledByCases.contains(name)).forEach(name -> uncalled.put(name, "the table"));
        ELSEWHERE.forEach((test, methods) -> {
            var called = calls.methodsCalledBy(test.getSimpleName()::equals);
            methods.stream()
                    .filter(name -> !called.contains(name))
                    .forEach(name -> uncalled.put(name, test.getSimpleName()));
        });
        assertThat(uncalled).isEmpty();
    }

    @Test
    void everyFunctionOfTheHeaderIsReachedByATest() {
        var reached = new TreeSet<String>(calls.functionsReachedFrom(tested().collect(Collectors.toSet())));
        var claimed = new HashMap<String, Class<?>>();
        OTHER_FUNCTIONS.forEach((test, functions) -> functions.forEach(function -> claimed.put(function, test)));
        claimed.forEach((function, test) -> assertThat(calls.functionsReachedFromTest(test.getSimpleName()))
                .as("functions that %s reaches", test.getSimpleName())
                .contains(function));
        reached.addAll(claimed.keySet());

        var unreached = new TreeSet<>(Header.read().functions().keySet());
        unreached.removeAll(reached);
        assertThat(unreached).isEmpty();
    }
}
