package io.github.data2vec4j.cli;

import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Examples with known answers, as a probe wants them. */
interface ProbeExamples {

    /** Such as {@code 195 pictures}. */
    String description();

    /** What can be asked about them; the answer is the mean over all. */
    List<Question> questions();

    /** A vector for each example, in their order. */
    float[][] vectors(Embedder embedder) throws IOException;

    /** The folder below {@code data} that a file lies in, as its class. */
    static String folderOf(Path data, Path file) {
        var below = data.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize());
        return below.getNameCount() > 1 ? below.getName(0).toString() : ".";
    }
}
