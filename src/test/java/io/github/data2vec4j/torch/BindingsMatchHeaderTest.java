package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.bindings.d2v_torch;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** jextract leaves out what it is not told of without a word. */
class BindingsMatchHeaderTest {

    private static final Header HEADER = Header.read();

    private static Stream<Method> bound(String prefix) {
        return Arrays.stream(d2v_torch.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getName().startsWith(prefix))
                .filter(method -> !method.getName().contains("$"));
    }

    @Test
    void theHeaderIsUnderstood() {
        var parsed = Header.parse("""
                enum { D2V_ONE = 1, D2V_TWO = 2 }; /* d2v_no(int); D2V_NO = 3 */
                D2V_API int32_t d2v_none(void);
                D2V_API const char* d2v_one(double d2v_value);
                D2V_API d2v_status d2v_three(const char* const* paths,
                                             void (*release)(void* context, int), void* context);
                typedef int64_t d2v_tensor;
                """);

        assertThat(parsed.functions()).isEqualTo(Map.of("d2v_none", 0, "d2v_one", 1, "d2v_three", 3));
        assertThat(parsed.constants()).isEqualTo(Map.of("D2V_ONE", 1, "D2V_TWO", 2));
        assertThat(HEADER.functions()).hasSizeGreaterThan(140);
        assertThat(HEADER.constants()).hasSizeGreaterThan(25);
    }

    @Test
    void theSameFunctionsWithAsManyParameters() {
        var found = new TreeMap<String, Integer>();
        bound("d2v_").forEach(method -> found.put(method.getName(), method.getParameterCount()));

        assertThat(found).isEqualTo(HEADER.functions());
    }

    @Test
    void theSameConstants() throws ReflectiveOperationException {
        var found = new TreeMap<String, Integer>();
        for (var method : bound("D2V_").toList()) {
            found.put(method.getName(), (Integer) method.invoke(null));
        }

        assertThat(found).isEqualTo(HEADER.constants());
    }

    @Test
    void theNumbersInJava() {
        var constants = HEADER.constants();
        for (var dtype : DType.values()) {
            assertThat(dtype.number).as(dtype.name()).isEqualTo(constants.get("D2V_" + dtype.name()));
        }
        for (var kind : Device.Kind.values()) {
            assertThat(kind.number).as(kind.name()).isEqualTo(constants.get("D2V_" + kind.name()));
        }
        for (var reduction : Reduction.values()) {
            assertThat(reduction.number)
                    .as(reduction.name())
                    .isEqualTo(constants.get("D2V_REDUCTION_" + reduction.name()));
        }
    }

    @Test
    void theShimExportsTheFunctions() {
        NativeLibraries.load();
        try (var arena = Arena.ofConfined()) {
            var shim = SymbolLookup.libraryLookup(NativeLibraries.shim(Platform.current()), arena);

            assertThat(HEADER.functions().keySet())
                    .allSatisfy(name -> assertThat(shim.find(name)).isPresent());
            assertThat(shim.find("d2v_no_such_function")).isEmpty();
        }
    }
}
