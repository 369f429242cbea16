package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where comments stand in what is written, and that they change nothing for who reads it. */
class CommentedYamlTest {
    private static String commented(String yaml, Map<String, String> comments) {
        var tree = YamlFile.mapping(YamlReader.read(yaml, line -> Place.line("x", line)));
        var written = YamlWriter.write(tree, comments);
        assertThat(ConfigFile.parse("x", written).toYaml()).isEqualTo(yaml);
        return written;
    }

    @Test
    void commentsOfAGroupStandBelowEachOther() {
        var comments = Map.of(
                "a", "one", "group", "two", "group.x", "three", "group.list", "four: [# four]", "group.x.y", "none");

        assertThat(commented("a: 1\ngroup:\n  x: 1\n  silent: 2\n  list: [1, 2, 3]\n", comments))
                .isEqualTo("""
                        a: 1    # one
                        group:  # two
                          x: 1             # three
                          silent: 2
                          list: [1, 2, 3]  # four: [# four]
                        """);
    }

    @Test
    void longLinesTakeTheirCommentsOutOfTheColumn() {
        var value = "word".repeat(11);
        var comments = Map.of("short", "s", "wide", "w", "full", "f".repeat(89), "above", "a".repeat(90));

        assertThat(commented("short: 1\nwide: " + value + "\nfull: 1\nabove: 1\n", comments))
                .isEqualTo("""
                        short: 1  # s
                        wide: VALUE  # w
                        full: 1  # FULL
                        # ABOVE
                        above: 1
                        """.replace("VALUE", value)
                        .replace("FULL", "f".repeat(89))
                        .replace("ABOVE", "a".repeat(90)));
    }

    @Test
    void commentsAboveAreWrapped() {
        var comments = Map.of("a.b", "twelve chars ".repeat(9) + "end", "a.c", "x".repeat(120) + " y");

        assertThat(commented("a:\n  b: 1\n  c: 1\n", comments)).isEqualTo("""
                        a:
                          # twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars
                          # twelve chars twelve chars end
                          b: 1
                          # LONG
                          # y
                          c: 1
                        """.replace("LONG", "x".repeat(120)));
    }

    @Test
    void commentsInListsStandByTheDash() {
        var comments = Map.of(
                "list[0].a", "first", "list[0].b", "second", "list[1].a", "l".repeat(99), "nested[0][0].a", "deep");

        assertThat(commented("list:\n  - a: 1\n    b: [2]\n  - a: 3\nnested:\n  - - a: 1\n", comments))
                .isEqualTo("""
                        list:
                          - a: 1    # first
                            b: [2]  # second
                          # LONG
                          - a: 3
                        nested:
                          - - a: 1  # deep
                        """.replace("LONG", "l".repeat(99)));
    }

    @Test
    void recordsOfOthersAreWrittenWithoutComments() {
        assertThat(KeyComments.of(RunConfig.class, "seed")).isEmpty();
        assertThat(ConfigFile.toCommentedYaml(RunConfig.expected())).isEqualTo(ConfigFile.toYaml(RunConfig.expected()));
    }

    @Test
    void onlyTheFirstGroupOfAListIsExplained() {
        var lines = List.of(new YamlLine("text", "comment", "group"), new YamlLine("further", "and another", "group"));

        assertThat(PathComments.of(new Holder(lines, Map.of("x", lines.getFirst()), lines.getFirst())))
                .containsOnlyKeys(
                        "list[0].text",
                        "list[0].comment",
                        "list[0].group",
                        "map.x.text",
                        "map.x.comment",
                        "map.x.group",
                        "single.text",
                        "single.comment",
                        "single.group")
                .containsEntry("single.group", "the full key of the group that it stands in");
    }

    record Holder(List<YamlLine> list, Map<String, YamlLine> map, YamlLine single) {}
}
