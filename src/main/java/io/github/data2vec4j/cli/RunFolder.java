package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything that a run writes. */
final class RunFolder {

    private static final String CONFIG = "config.yaml";
    private static final String METRICS = "metrics.jsonl";
    private static final String CURVE = "loss.png";
    private static final String SUMMARY = "summary.txt";
    private static final String STUDENT = "model";
    private static final String TEACHER = "teacher";

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder. What an earlier run left there stays until {@link #begin}.
     *
     * @param overwrite whether the files of an earlier run may be replaced
     * @throws IOException if there is an earlier run and it may not
     */
    static RunFolder prepare(Path folder, boolean overwrite) throws IOException {
        var run = new RunFolder(folder);
        if (Files.exists(run.metrics()) && !overwrite) {
            throw new IOException(
                    folder + " holds a run already; choose another --output, or replace it with --overwrite");
        }
        Files.createDirectories(folder);
        return run;
    }

    static String contents() {
        return String.join(", ", CURVE, METRICS, CONFIG, SUMMARY, STUDENT + "/", TEACHER + "/");
    }

    Path metrics() {
        return folder.resolve(METRICS);
    }

    /** Begins the run, in the place of an earlier one. */
    void begin(String yaml) throws IOException {
        Files.deleteIfExists(metrics());
        Files.writeString(folder.resolve(CONFIG), yaml);
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
