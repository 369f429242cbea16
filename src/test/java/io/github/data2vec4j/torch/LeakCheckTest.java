package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakCheckTest {

    // What the classes below leave behind, for this test to clean up.
    private static @Nullable Tensor left;

    @AfterEach
    void cleanUp() {
        if (left != null) {
            left.close();
            left = null;
        }
    }

    private static Tensor kept() {
        try (var scope = Scope.open()) {
            return Tensors.zeros(DType.FLOAT32, 2).keep();
        }
    }

    private static JupiterRun run(Class<?> tests) {
        return JupiterRun.of(tests, Map.of());
    }

    @ExtendWith(LeakCheck.class)
    static class Clean {
        @Test
        void clean() {
            try (var scope = Scope.open()) {
                assertThat(Tensors.zeros(DType.FLOAT32, 2).numel()).isEqualTo(2);
            }
        }
    }

    @Test
    void aTestThatClosesWhatItMakesPasses() {
        assertThat(run(Clean.class).failures()).isEmpty();
    }

    @ExtendWith(LeakCheck.class)
    static class Leaking {
        @Test
        void leaking() {
            left = kept();
        }

        @Test
        void passing() {}
    }

    @Test
    void aTestThatLeavesATensorFailsAndNothingElse() {
        long live = NativeMemory.now().tensors();

        assertThat(run(Leaking.class).failures())
                .containsExactly(new JupiterRun.Failure(
                        "leaking()",
                        "leaking(): %d live tensors before, %d after; 0 kept tensors became unreachable without close()"
                                .formatted(live, live + 1)));
    }

    @ExtendWith(LeakCheck.class)
    static class LeakingSometimes {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void leaking(int turn) {
            if (turn == 2) {
                left = kept();
            }
        }
    }

    @Test
    void eachInvocationIsCountedByItself() {
        assertThat(run(LeakingSometimes.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.name()).startsWith("[2]"));
    }

    @ExtendWith(LeakCheck.class)
    static class ClosingAnother {
        static @Nullable Tensor fixture;

        @BeforeAll
        static void make() {
            fixture = kept();
        }

        @Test
        void closing() {
            Objects.requireNonNull(fixture).close();
        }
    }

    @Test
    void aTestThatClosesAnothersTensorFails() {
        assertThat(run(ClosingAnother.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.name()).isEqualTo("closing()"));
    }

    @ExtendWith(LeakCheck.class)
    static class Fixtures {
        static @Nullable Tensor ofTheClass;

        @Nullable
        Tensor ofTheTest;

        @BeforeAll
        static void makeForAll() {
            ofTheClass = kept();
        }

        @BeforeEach
        void make() {
            ofTheTest = kept();
        }

        @Test
        void one() {}

        @Test
        void two() {}

        @AfterEach
        void close() {
            Objects.requireNonNull(ofTheTest).close();
        }

        @AfterAll
        static void closeAll() {
            Objects.requireNonNull(ofTheClass).close();
        }
    }

    @Test
    void fixturesThatAreClosedAreNoLeaks() {
        assertThat(run(Fixtures.class).failures()).isEmpty();
    }

    @ExtendWith(LeakCheck.class)
    static class ForgottenFixture {
        @BeforeAll
        static void make() {
            left = kept();
        }

        @Test
        void innocent() {}
    }

    @Test
    void aForgottenFixtureFailsItsClassOnly() {
        assertThat(run(ForgottenFixture.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.name()).isEqualTo("LeakCheckTest$ForgottenFixture"));
    }

    /** Without an annotation, as all tests of this project are. */
    static class LeakingUnannotated {
        @Test
        void leaking() {
            left = kept();
        }
    }

    @Test
    void theConfigurationOfTheProjectWatchesEveryTest() throws IOException {
        var file = new Properties();
        try (var stream = LeakCheckTest.class.getResourceAsStream("/junit-platform.properties")) {
            file.load(stream);
        }
        var configuration = new HashMap<String, String>();
        file.stringPropertyNames().forEach(name -> configuration.put(name, file.getProperty(name)));

        assertThat(JupiterRun.of(LeakingUnannotated.class, configuration).failures())
                .as("services in META-INF are not seen on the module path: tests run on the class path")
                .extracting(JupiterRun.Failure::name)
                .containsExactly("leaking()");
    }

    /** For a JVM of its own: tests that need no libtorch. */
    static final class WithoutLibtorch {
        public static void main(String[] arguments) {
            System.out.println(run(NoTensors.class).failures() + " " + NativeLibraries.isLoaded());
        }
    }

    @ExtendWith(LeakCheck.class)
    static class NoTensors {
        @Test
        void nothing() {}
    }

    @Test
    void testsWithoutTensorsDoNotLoadLibtorch() throws Exception {
        var child = ChildJvm.of(WithoutLibtorch.class).run();

        assertThat(child.output()).isEqualToIgnoringNewLines("[] false");
    }
}
