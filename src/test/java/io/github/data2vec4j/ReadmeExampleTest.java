package io.github.data2vec4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadmeExampleTest {

    @TempDir
    private Path folder;

    @Test
    void compilesWithTheLibraryAlone() throws IOException {
        var block =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        var example = block.group(1);
        assertThat(example.lines()).hasSizeLessThanOrEqualTo(15);
        assertThat(block.find()).isTrue();
        var saved = block.group(1);
        var run = example.lines()
                .filter(line -> line.contains("pretrainer.run("))
                .findFirst()
                .orElseThrow();
        var both = example.replace(run, saved);

        var source = folder.resolve("Example.java");
        Files.writeString(source, """
                import io.github.data2vec4j.data.*;
                import io.github.data2vec4j.data2vec.*;
                import io.github.data2vec4j.data2vec.RegressionLoss.Over;
                import io.github.data2vec4j.data2vec.Targets.Layer;
                import io.github.data2vec4j.data2vec.Targets.Norm;
                import io.github.data2vec4j.hub.*;
                import io.github.data2vec4j.train.*;
                import io.github.data2vec4j.train.AdamW.EpsilonAt;
                import io.github.data2vec4j.vision.*;
                import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
                import java.nio.file.Files;
                import java.nio.file.Path;
                import java.util.List;

                class Example {
                    void run() throws Exception {
                """ + example + "}\nvoid runSaved() throws Exception {\n" + both + "}}");
        var said = new StringWriter();
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        // Only what the module exports is to be seen, and nothing of the tests.
        int status = javac.run(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                Path.of("target", "classes").toString(),
                source.toString());
        assertThat(said.toString()).doesNotContain("error:");
        assertThat(status).isZero();
    }
}
