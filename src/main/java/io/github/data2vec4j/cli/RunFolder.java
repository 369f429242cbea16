package io.github.data2vec4j.cli;

import static io.github.data2vec4j.report.RunFiles.CONFIG;
import static io.github.data2vec4j.report.RunFiles.ENVIRONMENT;
import static io.github.data2vec4j.report.RunFiles.EVENTS;
import static io.github.data2vec4j.report.RunFiles.METRICS;
import static io.github.data2vec4j.report.RunFiles.SUMMARY;
import static io.github.data2vec4j.report.RunFiles.TOKENS;

import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that a run writes. */
final class RunFolder {

    private static final String CURVE = "loss.png";
    private static final String STUDENT = "model";
    private static final String TEACHER = "teacher";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String TENSOR_BOARD = "tensorboard";

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder. What an earlier run left there stays until {@link #begin}.
     *
     * @throws IOException if it cannot be made
     */
    static RunFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new RunFolder(folder);
    }

    /** The configuration of the run that was begun here, or null if none was. */
    @Nullable
    String configuration() throws IOException {
        var file = folder.resolve(CONFIG);
        return Files.exists(file) ? Files.readString(file) : null;
    }

    /** Whether a run came to its end here. */
    boolean isComplete() {
        return Files.exists(folder.resolve(SUMMARY));
    }

    /** Where checkpoints are. */
    Path checkpoints() {
        return folder.resolve(CHECKPOINTS);
    }

    /** What there is of all that a run may write. */
    String contents() {
        return Stream.of(
                        CURVE,
                        METRICS,
                        EVENTS,
                        ENVIRONMENT,
                        CONFIG,
                        SUMMARY,
                        STUDENT + "/",
                        TEACHER + "/",
                        CHECKPOINTS + "/",
                        TENSOR_BOARD + "/",
                        TOKENS + "/",
                        BadSamples.FILE)
                .filter(name -> Files.exists(folder.resolve(name)))
                .collect(Collectors.joining(", "));
    }

    Path metrics() {
        return folder.resolve(METRICS);
    }

    /** Where the samples are listed that could not be read. */
    Path badSamples() {
        return folder.resolve(BadSamples.FILE);
    }

    Path events() {
        return folder.resolve(EVENTS);
    }

    Path environment() {
        return folder.resolve(ENVIRONMENT);
    }

    /** Where TensorBoard's files are. */
    Path tensorBoard() {
        return folder.resolve(TENSOR_BOARD);
    }

    /** Begins the run, in the place of an earlier one. */
    void begin(String yaml) throws IOException {
        for (var file : List.of(METRICS, EVENTS, ENVIRONMENT, BadSamples.FILE, SUMMARY, CURVE)) {
            Files.deleteIfExists(folder.resolve(file));
        }
        deleteTree(checkpoints());
        deleteTree(tensorBoard());
        deleteTree(folder.resolve(STUDENT));
        deleteTree(folder.resolve(TEACHER));
        writeConfiguration(yaml);
    }

    /** Removes a folder with all that is in it; what is not there is gone already. */
    static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> entries = Files.walk(root)) {
                for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }

    /** Makes what somebody removed while the run went on. */
    void restore(String yaml) throws IOException {
        if (configuration() == null) {
            Files.createDirectories(folder);
            writeConfiguration(yaml);
        }
    }

    /** In one step: half of it, left by a run that was killed just then, would be another configuration. */
    private void writeConfiguration(String yaml) throws IOException {
        var beside = folder.resolve(CONFIG + ".new");
        Files.writeString(beside, yaml);
        Files.move(beside, folder.resolve(CONFIG), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void writeCurve(History history) throws IOException {
        LossCurve.write(folder.resolve(CURVE), history);
    }

    void writeSummary(Summary summary) throws IOException {
        Files.writeString(folder.resolve(SUMMARY), summary.text() + System.lineSeparator());
    }

    Path folder() {
        return folder;
    }

    /** The encoders alone, as Hugging Face's loaders read them: the head has done its work. */
    void writeModel(Corpus corpus, Data2Vec model) throws IOException {
        writeEncoder(STUDENT, corpus, model.parameters());
        writeEncoder(TEACHER, corpus, model.teacher().weights());
    }

    private void writeEncoder(String name, Corpus corpus, ParameterStore store) throws IOException {
        var place = Files.createDirectories(folder.resolve(name));
        var prefix = Data2Vec.MODEL + ".";
        List<Parameter> encoder = store.parameters().stream()
                .filter(parameter -> parameter.name().startsWith(prefix))
                .toList();
        corpus.descriptionWriter().writeTo(place);
        Weights.save(place.resolve("model.safetensors"), encoder, full -> full.substring(prefix.length()));
    }
}
