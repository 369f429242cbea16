package io.github.data2vec4j.cli;

import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * The folder below {@code data} that a file lies in, as its class. Where {@code data} is a list of files, it stands
     * for the folder that it lies in.
     *
     * @throws WrongArgumentException if the file lies elsewhere
     */
    static String folderOf(Path data, Path file) {
        var place = data.toAbsolutePath().normalize();
        var folder = Files.isRegularFile(place) ? place.resolveSibling("").normalize() : place;
        if (!file.toAbsolutePath().normalize().startsWith(folder)) {
            throw new WrongArgumentException(
                    "the folders in %s are the classes of a probe, but %s lies elsewhere; move %s beside them"
                            .formatted(folder, file, data.getFileName()));
        }
        var below = folder.relativize(file.toAbsolutePath().normalize());
        return below.getNameCount() > 1 ? below.getName(0).toString() : ".";
    }
}
