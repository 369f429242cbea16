package io.github.data2vec4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is not compiled by the build, so it is run here the way the build runs it. */
class CollectCommentsTest {
    @TempDir
    Path folder;

    @Test
    void javadocOfComponentsBecomesPlainText() throws IOException, InterruptedException {
        var sources = Files.createDirectories(folder.resolve("sources/a/b"));
        Files.writeString(sources.resolve("Outer.java"), """
                package a.b;

                /**
                 * An outer one. @param name within a sentence is none.
                 *
                 * @param <T> a type
                 * @param code {@code i < n} and {@literal a \\ b}
                 * @param links of {@link String}, {@link #code}, {@link Math#PI} or {@link Math#E the base}
                 * @param folded over
                 *     two lines, with <em>marks</em> &amp; entities
                 */
                record Outer<T>(int code, int links, int folded, int silent) {
                    interface Between {
                        /** @param deep inside */
                        record Inner(int deep) {}
                    }

                    /** @param argument of a method, not of a record */
                    void method(int argument) {}
                }
                """);
        Files.writeString(sources.resolve("Plain.java"), """
                package a.b;

                /** @param none this is no record */
                class Plain {}
                """);

        assertThat(collect("sources", "made/comments.properties")).isEmpty();
        assertThat(folder.resolve("made/comments.properties")).hasContent("""
                a.b.Outer$Between$Inner.deep=inside
                a.b.Outer.code=i < n and a \\\\ b
                a.b.Outer.folded=over two lines, with marks & entities
                a.b.Outer.links=of String, code, Math.PI or the base
                """);
    }

    /** What the program printed. */
    private String collect(String sources, String target) throws IOException, InterruptedException {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of("src/build/java/io/github/data2vec4j/build/CollectComments.java")
                                .toAbsolutePath()
                                .toString(),
                        sources,
                        target)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(printed).isZero();
        return printed;
    }
}
