package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.bindings.d2v_from_blob$release;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the functions of the C interface do and the tensors of this package never ask of them. */
class BareFunctionsTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load();
    }

    private static void free(Arena arena, long... handles) {
        assertThat(d2v_free(arena.allocateFrom(JAVA_LONG, handles), handles.length))
                .isEqualTo(D2V_OK());
    }

    @Test
    void aScalar() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            assertThat(d2v_scalar(2.5, D2V_FLOAT64(), out)).isEqualTo(D2V_OK());
            long handle = out.get(JAVA_LONG, 0);
            var value = arena.allocate(JAVA_DOUBLE);
            assertThat(d2v_item_double(handle, value)).isEqualTo(D2V_OK());
            assertThat(value.get(JAVA_DOUBLE, 0)).isEqualTo(2.5);
            free(arena, 0, handle, 0);
        }
    }

    @Test
    void aMissingTensorIsAnErrorAndNothingIsWritten() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocateFrom(JAVA_LONG, 42);
            assertThat(d2v_relu(0, out)).isEqualTo(D2V_ERROR_OTHER());
            assertThat(out.get(JAVA_LONG, 0)).isEqualTo(42);
            assertThat(NativeText.of(d2v_last_error())).isEqualTo("a tensor argument is missing");
        }
    }

    @Test
    void anUnknownDtypeOrDevice() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            assertThat(d2v_empty(MemorySegment.NULL, 0, 10, D2V_CPU(), 0, out)).isEqualTo(D2V_ERROR_DTYPE());
            assertThat(NativeText.of(d2v_last_error())).isEqualTo("unknown dtype number 10");
            assertThat(d2v_empty(MemorySegment.NULL, 0, 0, 7, 0, out)).isEqualTo(D2V_ERROR_OTHER());
            assertThat(NativeText.of(d2v_last_error())).isEqualTo("unknown device number 7");
        }
    }

    @Test
    void loadingAgainDoesNothing() {
        assertThat(d2v_load(MemorySegment.NULL, 0)).isEqualTo(D2V_OK());
        assertThat(d2v_interface_version()).isEqualTo(NativeLibraries.INTERFACE_VERSION);
    }

    @Test
    void theBuildIsCutToTheRoomThereIs() {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(16).fill((byte) 'x');
            assertThat(d2v_torch_build(text, 8)).isEqualTo(D2V_OK());
            assertThat(text.getString(0)).isEqualTo("PyTorch");
            assertThat(text.get(ValueLayout.JAVA_BYTE, 8)).isEqualTo((byte) 'x');
            assertThat(d2v_torch_build(text, 0)).isEqualTo(D2V_OK());
        }
    }

    @Test
    void environmentVariablesAreSetAndRemoved() {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom("D2V_TEST_VARIABLE");
            assertThat(d2v_set_environment(name, arena.allocateFrom("1"))).isEqualTo(D2V_OK());
            assertThat(d2v_set_environment(name, MemorySegment.NULL)).isEqualTo(D2V_OK());
            assertThat(d2v_set_environment(arena.allocateFrom("a=b"), name)).isEqualTo(D2V_ERROR_OTHER());
            assertThat(NativeText.of(d2v_last_error())).isEqualTo("cannot set the environment variable a=b");
        }
    }

    @Test
    void memoryOnLoanIsReleasedOnce() {
        var contexts = new ArrayList<Long>();
        try (var arena = Arena.ofConfined()) {
            var release = d2v_from_blob$release.allocate(context -> contexts.add(context.address()), arena);
            var memory = arena.allocateFrom(JAVA_LONG, 5, 6);
            var out = arena.allocate(JAVA_LONG);
            var size = arena.allocateFrom(JAVA_LONG, 2);
            var lent = MemorySegment.ofAddress(77);
            assertThat(d2v_from_blob(memory, size, 1, D2V_INT64(), release, lent, out))
                    .isEqualTo(D2V_OK());
            assertThat(contexts).isEmpty();
            free(arena, out.get(JAVA_LONG, 0));
            assertThat(contexts).containsExactly(77L);

            size.set(JAVA_LONG, 0, -2);
            assertThat(d2v_from_blob(memory, size, 1, D2V_INT64(), release, lent, out))
                    .isEqualTo(D2V_ERROR_SHAPE());
            assertThat(d2v_from_blob(memory, size, 1, 99, release, lent, out)).isEqualTo(D2V_ERROR_DTYPE());
            assertThat(contexts).containsExactly(77L, 77L, 77L);
        }
    }

    /** The graph stays for a second pass, gradients add up. */
    @Test
    void aRetainedGraph() {
        try (var scope = Scope.open();
                var arena = Arena.ofConfined()) {
            var x = Tensors.of(new double[] {3}, 1).requiresGrad(true);
            var loss = x.square().sum();
            assertThat(d2v_backward(loss.handle(), 0, 1)).isEqualTo(D2V_OK());
            assertThat(d2v_backward(loss.handle(), 0, 0)).isEqualTo(D2V_OK());
            var out = arena.allocate(JAVA_LONG);
            assertThat(d2v_grad(x.handle(), out)).isEqualTo(D2V_OK());
            assertThat(scope.adopt(out.get(JAVA_LONG, 0)).item()).isEqualTo(12);
        }
    }

    @Test
    void attentionToThePastWithAScale() {
        try (var scope = Scope.open();
                var arena = Arena.ofConfined()) {
            var query = Tensors.of(new double[] {1, 1}, 1, 1, 2, 1);
            var value = Tensors.of(new double[] {10, 20}, 1, 1, 2, 1);
            var key = Tensors.of(new double[] {0, 2}, 1, 1, 2, 1);
            var out = arena.allocate(JAVA_LONG);
            int status =
                    d2v_scaled_dot_product_attention(query.handle(), key.handle(), value.handle(), 0, 0, 1, 0.5, out);
            assertThat(status).isEqualTo(D2V_OK());
            var weights = ClosedForms.softmax(0, 1);
            assertThat(scope.adopt(out.get(JAVA_LONG, 0)).toDoubleArray())
                    .containsExactly(new double[] {10, 10 * weights[0] + 20 * weights[1]}, within(1e-12));
        }
    }

    @Test
    void descendingOrderAndDilation() {
        try (var scope = Scope.open();
                var arena = Arena.ofConfined()) {
            var x = Tensors.of(new double[] {1, 3, 2}, 3);
            var out = arena.allocate(JAVA_LONG);
            var second = arena.allocate(JAVA_LONG);
            assertThat(d2v_sort(x.handle(), 0, 1, out, second)).isEqualTo(D2V_OK());
            assertThat(scope.adopt(out.get(JAVA_LONG, 0)).toDoubleArray()).containsExactly(3, 2, 1);
            assertThat(scope.adopt(second.get(JAVA_LONG, 0)).toLongArray()).containsExactly(1, 2, 0);

            var line = Tensors.of(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);
            var kernel = Tensors.of(new double[] {1, 10}, 1, 1, 2);
            assertThat(d2v_conv1d(line.handle(), kernel.handle(), 0, 1, 0, 3, 1, out))
                    .isEqualTo(D2V_OK());
            assertThat(scope.adopt(out.get(JAVA_LONG, 0)).toDoubleArray()).containsExactly(41, 52);
        }
    }

    @Test
    void theThreadsModeIsRead() {
        try (var arena = Arena.ofConfined()) {
            var mode = arena.allocate(JAVA_INT);
            assertThat(d2v_is_grad_enabled(mode)).isEqualTo(D2V_OK());
            assertThat(mode.get(JAVA_INT, 0)).isEqualTo(1);
        }
    }
}
