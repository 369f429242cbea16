package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a configuration, and the way back. */
class ToYamlTest {
    @Test
    void treeKeepsValuesAsTheyWereWritten() {
        var written = ConfigFile.parse("run.yaml", RunConfig.YAML).toYaml();

        assertThat(written).isEqualTo(RunConfig.YAML.replace("# a complete run\n", ""));
    }

    @Test
    void recordIsWrittenWithEveryComponent() {
        assertThat(ConfigFile.toYaml(RunConfig.expected())).isEqualTo("""
                        name: tiny vision
                        seed: 1
                        maxSamples: 3000000000
                        clipNorm: 4.0
                        amp: false
                        manifest: data/train.tsv
                        loss: smooth-l1
                        optimizer:
                          lr: 5.0e-4
                          betas: [0.9, 0.98]
                        layers:
                          - dim: 64
                            kernel: 3
                          - dim: 32
                            kernel: 2
                        metricWeights:
                          knn: 0.5
                          probe: 1.0
                        warmupSteps: null
                        note: null
                        """);
    }

    @Test
    void recordComesBackEqual() {
        var config = RunConfig.expected();

        assertThat(ConfigFile.parse("x", ConfigFile.toYaml(config)).bind(RunConfig.class))
                .isEqualTo(config);
    }

    record Text(String text, List<String> list, Map<String, String> map) {}

    private static void assertComesBack(String text) {
        var config = new Text(text, List.of(text, text), Map.of(text, text));

        assertThat(ConfigFile.parse("x", ConfigFile.toYaml(config)).bind(Text.class))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                " a",
                "~",
                "null",
                "true",
                "no",
                "3",
                "1e-4",
                ".5",
                "+3",
                "010",
                "- a",
                "a: b",
                "a #b",
                "#",
                "'",
                "\"",
                "\\",
                "a\nb",
                "\t",
                "\r",
                "\u0000",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "\uFFFE",
                "\uFFFF",
                "\u00eb",
                "\uD83D\uDE00",
                "a,b",
                "[a]",
                "{a}",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "---",
                "...",
                "a\n",
                "key.with.dot",
                "<<",
                "=",
                "?"
            })
    void textComesBackWhateverItIs(String text) {
        assertComesBack(text);
    }

    @Test
    void textIsQuotedWhereAnOlderReaderWouldTakeItForABoolean() {
        assertThat(ConfigFile.toYaml(new Text("no", List.of("On", "none"), Map.of())))
                .isEqualTo("text: \"no\"\nlist: [\"On\", none]\nmap: {}\n");
    }

    @Test
    void randomTextComesBack() {
        var random = new SplittableRandom(5);
        var letters = "ab -:#,[]{}'\"\\\n\t&*!|>%@`?~0.e+_/\u00e9\u2028";
        for (var i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (var length = random.nextInt(8); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertComesBack(text.toString());
        }
    }

    record Numbers(List<Double> doubles, List<Float> floats, List<Long> longs) {}

    @Test
    void numbersComeBackBitForBit() {
        var random = new SplittableRandom(6);
        var config = new Numbers(
                random.longs(300)
                        .mapToObj(Double::longBitsToDouble)
                        .filter(x -> !x.isNaN())
                        .toList(),
                random.ints(300)
                        .mapToObj(Float::intBitsToFloat)
                        .filter(x -> !x.isNaN())
                        .toList(),
                List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L));

        assertThat(ConfigFile.parse("x", ConfigFile.toYaml(config)).bind(Numbers.class))
                .isEqualTo(config);
    }

    @Test
    void infinityIsWrittenInYaml() {
        var config = new Numbers(List.of(Double.POSITIVE_INFINITY, -0.0), List.of(Float.NEGATIVE_INFINITY), List.of());

        assertThat(ConfigFile.toYaml(config)).isEqualTo("doubles: [.inf, -0.0]\nfloats: [-.inf]\nlongs: []\n");
        assertThat(ConfigFile.parse("x", ConfigFile.toYaml(config)).bind(Numbers.class))
                .isEqualTo(config);
    }

    record Nested(
            List<Map<String, List<Leaf>>> maps,
            List<List<Leaf>> lists,
            List<List<Integer>> matrix,
            Optional<Leaf> leaf) {}

    record Leaf(int a, List<Integer> b) {}

    @Test
    void nestedListsAndGroups() {
        var two = new LinkedHashMap<String, List<Leaf>>();
        two.put("x", List.of(new Leaf(1, List.of(2)), new Leaf(3, List.of())));
        two.put("y z", List.of());
        var config = new Nested(
                List.of(two, Map.of()),
                List.of(List.of(new Leaf(4, List.of())), List.of()),
                List.of(List.of(1, 2), List.of(3)),
                Optional.of(new Leaf(5, List.of(6))));
        var yaml = ConfigFile.toYaml(config);

        assertThat(yaml).isEqualTo("""
                        maps:
                          - x:
                              - a: 1
                                b: [2]
                              - a: 3
                                b: []
                            "y z": []
                          - {}
                        lists:
                          - - a: 4
                              b: []
                          - []
                        matrix: [[1, 2], [3]]
                        leaf:
                          a: 5
                          b: [6]
                        """);
        assertThat(ConfigFile.parse("x", yaml).bind(Nested.class)).isEqualTo(config);
    }

    record Empty() {}

    record Odd(Thread thread) {}

    @Test
    void emptyAndUnsupportedRecords() {
        assertThat(ConfigFile.toYaml(new Empty())).isEqualTo("{}\n");
        assertThat(ConfigFile.parse("x", "{}").bind(Empty.class)).isEqualTo(new Empty());
        assertThatThrownBy(() -> ConfigFile.toYaml(new Odd(Thread.currentThread())))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("record Odd holds a java.lang.Thread, which a configuration cannot hold");
    }
}
