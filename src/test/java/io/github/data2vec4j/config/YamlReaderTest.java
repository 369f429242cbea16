package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any record is asked for. */
class YamlReaderTest {
    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> ConfigFile.parse("a.yaml", yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void duplicateKey() {
        assertRefused("a: 1\nb: 2\na: 3\n", "a.yaml:3: duplicate key 'a', already written at a.yaml:1");
        assertRefused("o:\n  lr: 1\n\n  lr: 2\n", "a.yaml:4: duplicate key 'o.lr', already written at a.yaml:2");
        assertRefused("l: [{a: 1, a: 2}]\n", "a.yaml:1: duplicate key 'l[0].a', already written at a.yaml:1");
    }

    @Test
    void emptyText() {
        assertRefused("", "a.yaml:1: is empty");
        assertRefused("# only a comment\n", "a.yaml:1: is empty");
    }

    @Test
    void secondDocument() {
        assertRefused("a: 1\n---\nb: 2\n", "a.yaml:3: a second document starts here; a configuration is one document");
    }

    @Test
    void anchorsAndTags() {
        var message = "YAML anchors and aliases (&name, *name) are not supported; write the value out";
        assertRefused("a: &x 1\nb: *x\n", "a.yaml:1: " + message);
        assertRefused("a: &x [1]\n", "a.yaml:1: " + message);
        assertRefused("&x a: 1\n", "a.yaml:1: " + message);
        assertRefused("\nb: *x\n", "a.yaml:2: " + message);
        assertRefused("a: !!int 3\n", "a.yaml:1: YAML tags (!name) are not supported; write the plain value");
    }

    @Test
    void unclosedListNamesBothLines() {
        assertRefused(
                "a: 1\nb: [1, 2\nc: 3\n",
                "a.yaml:3: not valid YAML: while parsing a flow sequence that begins on line 2,"
                        + " expected ',' or ']', but got :");
    }

    @Test
    void tabAsIndentation() {
        assertRefused(
                "a:\n\tb: 1\n",
                "a.yaml:2: not valid YAML: while scanning for the next token,"
                        + " found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
    }

    @Test
    void wrongIndentation() {
        assertRefused(
                "# a\na:\n  b: 1\n c: 2\n",
                "a.yaml:4: not valid YAML: while parsing a block mapping that begins on line 2,"
                        + " expected <block end>, but found '<block mapping start>'");
    }

    @Test
    void listAsKey() {
        assertRefused(
                "a: 1\n? [b]\n: 2\n",
                "a.yaml:2: not valid YAML: Expected a property name (Scalar value in YAML), got this instead: +SEQ []");
    }

    @Test
    void controlCharacter() {
        assertRefused("a: 1\nb: \u0007\n", "a.yaml:2: not valid YAML: control character U+0007");
    }

    @Test
    void deepNesting() {
        assertRefused(
                "a: 1\nb: " + "[".repeat(1000) + "\n",
                "a.yaml:2: not valid YAML: Document nesting depth (501) exceeds the maximum allowed"
                        + " (500, from `StreamReadConstraints.getMaxNestingDepth()`)");
    }

    @Test
    void windowsLineEndsByteOrderMarkAndEmoji() {
        var yaml = "\uFEFF# \uD83D\uDE00\r\nname: '3' # \uD83D\uDE00\r\n\r\nsed: 3\r\n";
        record Named(String name, @Nullable Integer seed) {}

        assertThat(ConfigFile.parse("a.yaml", yaml.replace("sed", "seed")).bind(Named.class))
                .isEqualTo(new Named("3", 3));
        assertThatThrownBy(() -> ConfigFile.parse("a.yaml", yaml).bind(Named.class))
                .hasMessage("a.yaml:4: unknown key 'sed', did you mean 'seed'?");
    }

    @Test
    void fileThatIsNotUtf8(@TempDir Path folder) throws Exception {
        var file = folder.resolve("latin1.yaml");
        Files.write(file, "a: 1\nname: Zo\u00eb\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ConfigFile.read(file, List.of()))
                .hasMessage(file + ":2: is not UTF-8 text from here on");
    }

    @Test
    void fileThatDoesNotExist(@TempDir Path folder) {
        var file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> ConfigFile.read(file, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> ConfigFile.read(folder, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
    }
}
