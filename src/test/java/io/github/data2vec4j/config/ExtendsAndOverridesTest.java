package io.github.data2vec4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files and overrides are laid over each other, and that each value keeps its place. */
class ExtendsAndOverridesTest {
    @TempDir
    Path folder;

    private Path write(String name, String yaml) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, yaml);
    }

    @Test
    void groupsAreMergedAndTheRestIsReplaced() throws IOException {
        write("base.yaml", "a: 1\ngroup:\n  x: 1\n  list: [1, 2]\n  inner: {p: 1, q: 2}\nplain: 3\n");
        var file = write(
                "child.yaml",
                "extends: base.yaml\ngroup:\n  list: [9]\n  inner: {q: 5}\nplain: {now: a group}\nb: 2\n");

        assertThat(ConfigFile.read(file, List.of()).toYaml()).isEqualTo("""
                        a: 1
                        group:
                          x: 1
                          list: [9]
                          inner:
                            p: 1
                            q: 5
                        plain:
                          now: a group
                        b: 2
                        """);
    }

    @Test
    void chainAcrossFolders() throws IOException {
        write("root.yaml", "a: 1\nb: 1\nc: 1\n");
        write("middle/base.yaml", "extends: ../root.yaml\nb: 2\nc: 2\n");
        var file = write("leaf/tiny.yaml", "extends: ../middle/base.yaml\nc: 3\n");

        assertThat(ConfigFile.read(file, List.of()).toYaml()).isEqualTo("a: 1\nb: 2\nc: 3\n");
    }

    @Test
    void circle() throws IOException {
        write("a.yaml", "extends: b.yaml\n");
        write("b.yaml", "x: 1\nextends: c.yaml\n");
        write("c.yaml", "extends: a.yaml\n");

        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("a.yaml"), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "DIR/c.yaml:1: 'extends' goes round in a circle: DIR/a.yaml -> DIR/b.yaml -> DIR/c.yaml -> DIR/a.yaml"
                                .replace("DIR", folder.toString()));
    }

    @Test
    void fileThatExtendsItself() throws IOException {
        var file = write("a.yaml", "extends: ./a.yaml\n");

        assertThatThrownBy(() -> ConfigFile.read(file, List.of()))
                .hasMessage(file + ":1: 'extends' goes round in a circle: " + file + " -> " + file);
    }

    @Test
    void extendsNamesNoFile() throws IOException {
        var missing = write("a.yaml", "\nextends: bsae.yaml\n");
        var list = write("b.yaml", "extends: [a.yaml]\n");
        var number = write("c.yaml", "extends: 1\n");

        assertThatThrownBy(() -> ConfigFile.read(missing, List.of()))
                .hasMessage(missing + ":2: 'extends' names 'bsae.yaml', but there is no file "
                        + folder.resolve("bsae.yaml"));
        assertThatThrownBy(() -> ConfigFile.read(list, List.of()))
                .hasMessage(list + ":1: 'extends' must be the name of one file, is a list");
        assertThatThrownBy(() -> ConfigFile.read(number, List.of()))
                .hasMessage(number + ":1: 'extends' must be the name of one file, is 1");
        assertThatThrownBy(() -> ConfigFile.parse("checkpoint", "extends: a.yaml\n"))
                .hasMessage("checkpoint:1: 'extends' can only be written in a file");
    }

    @Test
    void mistakesNameTheFileTheyWereMadeIn() throws IOException {
        var base = write("base.yaml", RunConfig.YAML.replace("seed: 1", "seed: one"));
        var file = write("tiny.yaml", "extends: base.yaml\noptimizer:\n  lr: 0\n");

        assertThatThrownBy(() -> ConfigFile.read(file, List.of("amp=yes")).bind(RunConfig.class))
                .hasMessage(base + ":3: 'seed' must be a whole number, is 'one'\n"
                        + "--set amp: 'amp' must be true or false, is 'yes'; write true\n"
                        + file + ":3: 'optimizer.lr' must be > 0, is 0.0");
    }

    @Test
    void missingKeyIsShownInTheFileThatWasAskedFor() throws IOException {
        write("base.yaml", RunConfig.YAML.replace("seed: 1\n", "").replace("  lr: 5e-4\n", ""));
        var file = write("tiny.yaml", "extends: base.yaml\noptimizer:\n  betas: [0, 1]\n");

        assertThatThrownBy(() ->
                        ConfigFile.read(file, List.of("optimizer.betas=[0, 0]")).bind(RunConfig.class))
                .hasMessage(file + ":2: missing key 'optimizer.lr'\n" + file + ":1: missing key 'seed'");
    }

    @Test
    void overridesAreLaidOverTheFile() throws IOException {
        var file = write("run.yaml", RunConfig.YAML);
        var overrides = List.of(
                " optimizer . lr = 1e-3",
                "optimizer.betas=[0.5, 0.75]",
                "name=a = b",
                "seed=7",
                "seed=8",
                "metricWeights.new=2",
                "note=null",
                "warmupSteps=5");
        var bound = ConfigFile.read(file, overrides).bind(RunConfig.class);

        assertThat(bound.optimizer()).isEqualTo(new RunConfig.Optimizer(1e-3, List.of(0.5, 0.75)));
        assertThat(bound.name()).isEqualTo("a = b");
        assertThat(bound.seed()).isEqualTo(8);
        assertThat(bound.metricWeights()).containsEntry("knn", 0.5f).containsEntry("new", 2f);
        assertThat(bound.note()).isEmpty();
        assertThat(bound.warmupSteps()).isEqualTo(5);
    }

    private void assertOverrideRefused(String override, String message) throws IOException {
        var file = write("run.yaml", RunConfig.YAML);
        assertThatThrownBy(() -> ConfigFile.read(file, List.of(override)).bind(RunConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void mistakesInOverrides() throws IOException {
        assertOverrideRefused(
                "optimizer.lrr=3", "--set optimizer.lrr: unknown key 'optimizer.lrr', did you mean 'lr'?");
        assertOverrideRefused(
                "optimiser.lr=3", "--set optimiser.lr: unknown key 'optimiser', did you mean 'optimizer'?");
        assertOverrideRefused("optimizer.lr=fast", "--set optimizer.lr: 'optimizer.lr' must be a number, is 'fast'");
        assertOverrideRefused("optimizer.lr=-1", "--set optimizer.lr: 'optimizer.lr' must be > 0, is -1.0");
        assertOverrideRefused(
                "optimizer.betas=[0.9, x]", "--set optimizer.betas: 'optimizer.betas[1]' must be a number, is 'x'");
        assertOverrideRefused("seed.x=1", "--set seed.x: 'seed' must be a whole number, is a group of keys");
        assertOverrideRefused("seed=null", "--set seed: 'seed' has no value");
        assertOverrideRefused("extends=base.yaml", "--set extends: 'extends' can only be written in a file");
        assertOverrideRefused(
                "seed=[1",
                "--set seed: not valid YAML: while parsing a flow sequence,"
                        + " expected ',' or ']', but got <stream end>");
    }

    @Test
    void malformedOverrides() throws IOException {
        for (var malformed : List.of("seed", "=1", "seed=", "seed= ", "optimizer..lr=1", ".lr=1", "")) {
            assertOverrideRefused(
                    malformed, "malformed override '" + malformed + "', write it as key.path=value (null to unset)");
        }
    }
}
