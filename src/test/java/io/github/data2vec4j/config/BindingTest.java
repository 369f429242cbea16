package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What binds, and the exact sentence for what does not. */
class BindingTest {
    private static RunConfig bind(String yaml) {
        return ConfigFile.parse("run.yaml", yaml).bind(RunConfig.class);
    }

    /** The message after one line of the valid configuration is replaced. */
    private static String mistakeOf(String line, String replacement) {
        assertThat(RunConfig.YAML).contains(line);
        var yaml = RunConfig.YAML.replace(line, replacement);
        return String.join(
                "\n",
                catchThrowableOfType(ConfigException.class, () -> bind(yaml)).mistakes());
    }

    @Test
    void everyTypeIsBound() {
        assertThat(bind(RunConfig.YAML)).isEqualTo(RunConfig.expected());
    }

    @Test
    void whatMayBeAbsentMayAlsoBeWritten() {
        var bound = bind(RunConfig.YAML + "warmupSteps: 10\nnote: second try\n");

        assertThat(bound.warmupSteps()).isEqualTo(10);
        assertThat(bound.note()).contains("second try");
    }

    @ParameterizedTest
    @CsvSource({"null", "~", "''", "Null # unset"})
    void nullUnsetsWhatMayBeAbsent(String written) {
        var bound = bind(RunConfig.YAML + "warmupSteps: " + written + "\nnote: " + written + "\n");

        assertThat(bound.warmupSteps()).isNull();
        assertThat(bound.note()).isEmpty();
    }

    @Test
    void listsAndMapsAreImmutableAndMapsKeepTheirOrder() {
        var bound = bind(RunConfig.YAML);

        assertThat(bound.metricWeights().keySet()).containsExactly("knn", "probe");
        assertThatThrownBy(() -> bound.metricWeights().put("x", 1f)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> bound.layers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unknownKey() {
        assertThat(mistakeOf("  betas:", "  betaz:"))
                .isEqualTo("run.yaml:11: unknown key 'optimizer.betaz', did you mean 'betas'?");
        assertThat(mistakeOf("amp: false", "amp: false\nwarmup_steps: 3"))
                .isEqualTo("run.yaml:7: unknown key 'warmup_steps', did you mean 'warmupSteps'?");
        assertThat(mistakeOf("    kernel: 2", "    kernel: 2\n    padding: 1"))
                .isEqualTo("run.yaml:17: unknown key 'layers[1].padding', valid keys are dim, kernel");
    }

    @Test
    void missingKey() {
        assertThat(mistakeOf("seed: 1\n", "")).isEqualTo("run.yaml:1: missing key 'seed'");
        assertThat(mistakeOf("  lr: 5e-4\n", "")).isEqualTo("run.yaml:9: missing key 'optimizer.lr'");
        assertThat(mistakeOf("    kernel: 2\n", "")).isEqualTo("run.yaml:15: missing key 'layers[1].kernel'");
    }

    @Test
    void valueLeftOut() {
        assertThat(mistakeOf("seed: 1", "seed:")).isEqualTo("run.yaml:3: 'seed' has no value");
        assertThat(mistakeOf("[0.9, 0.98]", "[0.9, null]")).isEqualTo("run.yaml:11: 'optimizer.betas[1]' has no value");
        assertThat(mistakeOf("  knn: 0.5", "  knn: ~")).isEqualTo("run.yaml:18: 'metricWeights.knn' has no value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1_000               | is '1_000'; write 1000",
                "010                 | is '010'; write 10",
                "'3'                 | is the text \"3\"; write it without quotes",
                "\"3\"               | is the text \"3\"; write it without quotes",
                "3.0                 | is 3.0; write 3",
                "4e5                 | is 4e5; write 400000",
                "0.5                 | is 0.5",
                "1e999999999         | is 1e999999999",
                "1e30                | is 1e30",
                "1e99999999999999    | is 1e99999999999999",
                ".inf                | is .inf",
                "three               | is 'three'",
                "true                | is true",
                "[1]                 | is a list",
                "{a: 1}              | is a group of keys",
            })
    void noWholeNumber(String written, String rest) {
        assertThat(mistakeOf("seed: 1", "seed: " + written))
                .isEqualTo("run.yaml:3: 'seed' must be a whole number, " + rest);
    }

    @Test
    void wholeNumberOutOfRange() {
        assertThat(mistakeOf("seed: 1", "seed: 2147483648"))
                .isEqualTo("run.yaml:3: 'seed' must be between -2147483648 and 2147483647, is 2147483648");
        assertThat(mistakeOf("3000000000", "-9223372036854775809"))
                .isEqualTo("run.yaml:4: 'maxSamples' must be between -9223372036854775808 and 9223372036854775807,"
                        + " is -9223372036854775809");
        assertThat(bind(RunConfig.YAML.replace("seed: 1", "seed: -2147483648")).seed())
                .isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"4, 4.0", ".5, 0.5", "+1.5, 1.5", "3., 3.0", "1E-3, 0.001", "-.inf, -Infinity", "0e-999, 0.0"})
    void numbers(String written, double expected) {
        assertThat(bind(RunConfig.YAML.replace("clipNorm: 4.0", "clipNorm: " + written))
                        .clipNorm())
                .isEqualTo(expected);
    }

    @Test
    void noNumber() {
        assertThat(mistakeOf("clipNorm: 4.0", "clipNorm: 1_0.5"))
                .isEqualTo("run.yaml:5: 'clipNorm' must be a number, is '1_0.5'; write 10.5");
        assertThat(mistakeOf("clipNorm: 4.0", "clipNorm: '4.0'"))
                .isEqualTo("run.yaml:5: 'clipNorm' must be a number, is the text \"4.0\"; write it without quotes");
        assertThat(mistakeOf("clipNorm: 4.0", "clipNorm: .nan"))
                .isEqualTo("run.yaml:5: 'clipNorm' must be a number, is .nan");
        assertThat(mistakeOf("clipNorm: 4.0", "clipNorm: 1e999"))
                .isEqualTo("run.yaml:5: 'clipNorm' must be within the range of a double, is 1e999");
        assertThat(mistakeOf("clipNorm: 4.0", "clipNorm: 1e-999"))
                .isEqualTo("run.yaml:5: 'clipNorm' must be within the range of a double, is 1e-999");
        assertThat(mistakeOf("knn: 0.5", "knn: 1e39"))
                .isEqualTo("run.yaml:18: 'metricWeights.knn' must be within the range of a float, is 1e39");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no     | is 'no'; write false",
                "off    | is 'off'; write false",
                "yes    | is 'yes'; write true",
                "True   | is True; write true",
                "0      | is 0; write false",
                "'true' | is the text \"true\"; write it without quotes",
                "maybe  | is 'maybe'",
                "[true] | is a list",
            })
    void noBoolean(String written, String rest) {
        assertThat(mistakeOf("amp: false", "amp: " + written))
                .isEqualTo("run.yaml:6: 'amp' must be true or false, " + rest);
    }

    @Test
    void noText() {
        assertThat(mistakeOf("name: tiny vision", "name: 2024"))
                .isEqualTo("run.yaml:2: 'name' must be text, is 2024; write \"2024\"");
        assertThat(mistakeOf("name: tiny vision", "name: true"))
                .isEqualTo("run.yaml:2: 'name' must be text, is true; write \"true\"");
        assertThat(mistakeOf("manifest: data/train.tsv", "manifest: 7"))
                .isEqualTo("run.yaml:7: 'manifest' must be a file path, is 7; write \"7\"");
        assertThat(mistakeOf("manifest: data/train.tsv", "manifest: \"a\\0b\""))
                .startsWith("run.yaml:7: 'manifest' must be a file path, is 'a");
    }

    @Test
    void quotedTextIsText() {
        assertThat(bind(RunConfig.YAML.replace("name: tiny vision", "name: '2024'"))
                        .name())
                .isEqualTo("2024");
        assertThat(bind(RunConfig.YAML.replace("name: tiny vision", "name: \"~\""))
                        .name())
                .isEqualTo("~");
        assertThat(bind(RunConfig.YAML.replace("name: tiny vision", "name: no")).name())
                .isEqualTo("no");
    }

    @Test
    void longTextIsShownInPart() {
        assertThat(mistakeOf("seed: 1", "seed: " + "x".repeat(100)))
                .isEqualTo("run.yaml:3: 'seed' must be a whole number, is '" + "x".repeat(40) + "...'");
    }

    @Test
    void enums() {
        assertThat(bind(RunConfig.YAML.replace("smooth-l1", "smooth_l1")).loss())
                .isEqualTo(RunConfig.LossKind.SMOOTH_L1);
        assertThat(bind(RunConfig.YAML.replace("smooth-l1", "l2")).loss()).isEqualTo(RunConfig.LossKind.L2);
        assertThat(mistakeOf("smooth-l1", "huber"))
                .isEqualTo("run.yaml:8: 'loss' must be one of l2, smooth-l1, is 'huber'");
        assertThat(mistakeOf("smooth-l1", "L2")).isEqualTo("run.yaml:8: 'loss' must be one of l2, smooth-l1, is 'L2'");
        assertThat(mistakeOf("smooth-l1", "[l2]"))
                .isEqualTo("run.yaml:8: 'loss' must be one of l2, smooth-l1, is a list");
    }

    @Test
    void noListAndNoGroup() {
        assertThat(mistakeOf("[0.9, 0.98]", "0.9")).isEqualTo("run.yaml:11: 'optimizer.betas' must be a list, is 0.9");
        assertThat(mistakeOf("  - dim: 32\n    kernel: 2", "  - 32"))
                .isEqualTo("run.yaml:15: 'layers[1]' must be a group of keys, is 32");
        assertThat(mistakeOf("metricWeights:\n  knn: 0.5\n  probe: 1", "metricWeights: [0.5]"))
                .isEqualTo("run.yaml:17: 'metricWeights' must be a group of keys, is a list");
        assertThatThrownBy(() -> bind("- 1\n")).hasMessage("run.yaml:1: must be a group of keys, is a list");
    }

    @Test
    void valueRefusedByTheRecord() {
        assertThat(mistakeOf("lr: 5e-4", "lr: -1")).isEqualTo("run.yaml:10: 'optimizer.lr' must be > 0, is -1.0");
        assertThat(mistakeOf("dim: 32", "dim: 31")).isEqualTo("run.yaml:15: 'layers[1].dim' must be even, is 31");
        assertThat(mistakeOf("[0.9, 0.98]", "[0.9]")).isEqualTo("run.yaml:9: 'optimizer': needs two betas, has 1");
    }

    record Outer(int width, Inner inner) {
        Outer {
            if (width < inner.width) {
                throw ConfigException.of("inner.width", "must be at most " + width + ", is " + inner.width);
            }
            if (width == 7) {
                throw ConfigException.of("depth", "must not be derived from 7");
            }
            if (width == 8) {
                throw new IllegalArgumentException("eight is too many");
            }
            Objects.checkIndex(width, 100);
        }
    }

    record Inner(int width) {}

    @Test
    void refusedPartIsFoundAtItsOwnLine() {
        assertThatThrownBy(() -> ConfigFile.parse("o.yaml", "width: 1\ninner:\n  width: 2\n")
                        .bind(Outer.class))
                .hasMessage("o.yaml:3: 'inner.width' must be at most 1, is 2");
    }

    @Test
    void refusalOfSomethingThatIsNotInTheFileIsShownAtItsGroup() {
        assertThatThrownBy(() -> ConfigFile.parse("o.yaml", "width: 7\ninner: {width: 2}\n")
                        .bind(Outer.class))
                .hasMessage("o.yaml:1: 'depth' must not be derived from 7");
        assertThatThrownBy(() -> ConfigFile.parse("o.yaml", "width: 8\ninner: {width: 2}\n")
                        .bind(Outer.class))
                .hasMessage("o.yaml:1: eight is too many")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bugOfARecordIsNotCalledAMistakeInTheFile() {
        assertThatThrownBy(() -> ConfigFile.parse("o.yaml", "width: 100\ninner: {width: 2}\n")
                        .bind(Outer.class))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusalWithoutAFileNamesTheComponent() {
        assertThatThrownBy(() -> new RunConfig.Layer(3, 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("'dim' must be even, is 3");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var yaml = RunConfig.YAML
                .replace("seed: 1", "sed: 1")
                .replace("amp: false", "amp: no")
                .replace("dim: 64", "dim: 63")
                .replace("kernel: 2", "kernel: two")
                .replace("manifest: data/train.tsv\n", "");
        var thrown = catchThrowableOfType(ConfigException.class, () -> bind(yaml));

        assertThat(thrown.mistakes())
                .containsExactly(
                        "run.yaml:3: unknown key 'sed', did you mean 'seed'?",
                        "run.yaml:6: 'amp' must be true or false, is 'no'; write false",
                        "run.yaml:12: 'layers[0].dim' must be even, is 63",
                        "run.yaml:15: 'layers[1].kernel' must be a whole number, is 'two'",
                        "run.yaml:1: missing key 'manifest'");
        assertThat(thrown).hasMessage(String.join("\n", thrown.mistakes()));
    }

    record Unsupported(List<Thread> threads) {}

    record Raw(@SuppressWarnings("rawtypes") List values) {}

    @Test
    void typeThatCannotBeHeldIsABugOfTheRecord() {
        assertThatThrownBy(() -> ConfigFile.parse("u.yaml", "threads: [1]").bind(Unsupported.class))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("'threads[0]' has the type java.lang.Thread, which a configuration cannot hold");
        assertThatThrownBy(() -> ConfigFile.parse("u.yaml", "values: [1]").bind(Raw.class))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("'values' has the type java.util.List, which a configuration cannot hold");
    }

    record Boxed(Integer a, Long b, Double c, Float d, Boolean e, Optional<List<Path>> f, Map<String, List<Inner>> g) {}

    @Test
    void boxedAndNestedTypes() {
        var yaml = "a: 1\nb: 2\nc: 3\nd: 4.5\ne: true\nf: [x/y]\ng: {one: [{width: 1}], none: []}\n";

        assertThat(ConfigFile.parse("b.yaml", yaml).bind(Boxed.class))
                .isEqualTo(new Boxed(
                        1,
                        2L,
                        3.0,
                        4.5f,
                        true,
                        Optional.of(List.of(Path.of("x/y"))),
                        Map.of("one", List.of(new Inner(1)), "none", List.of())));
    }
}
