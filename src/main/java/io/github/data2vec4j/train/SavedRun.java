package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place where a run is saved, and from where it goes on: at a checkpoint, with the same bits as if it had never
 * stopped.
 */
public final class SavedRun {

    private final CheckpointFolder folder;
    private final Checkpoints checkpoints;
    private final String configuration;
    private final CheckpointFolder.@Nullable Found found;

    private SavedRun(
            CheckpointFolder folder,
            Checkpoints checkpoints,
            String configuration,
            CheckpointFolder.@Nullable Found found) {
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.configuration = configuration;
        this.found = found;
    }

    /**
     * Looks for the newest checkpoint that is whole. Whether the run that is to go on is the same, but for the shapes
     * of its parameters and the number of its samples, is for the caller to judge, by {@link #configuration()}; and
     * that nobody else writes to the folder meanwhile.
     *
     * @param folder where checkpoints are, or will be
     * @param configuration of the run, in full, in whatever form the caller likes; it is saved with each
     * @param complaints is told of each checkpoint that is broken, and if the one that is whole was computed by other
     *     versions or on another number of threads, so that the run may end with other bits
     * @throws IOException if the folder cannot be read, or has checkpoints and none of them can be: a run that began
     *     anew would replace them
     */
    public static SavedRun in(Path folder, Checkpoints checkpoints, String configuration, Consumer<String> complaints)
            throws IOException {
        var place = new CheckpointFolder(folder, checkpoints);
        var found = place.newest(complaints);
        if (found != null) {
            var changes = Versions.current().changesSince(found.header().versions());
            if (!changes.isEmpty()) {
                complaints.accept(
                        "the run goes on with " + String.join(", ", changes) + "; it may end with other bits");
            }
        }
        return new SavedRun(place, checkpoints, configuration, found);
    }

    /** A run that begins anew, whatever is in the folder. */
    public static SavedRun none(Path folder, Checkpoints checkpoints, String configuration) {
        return new SavedRun(new CheckpointFolder(folder, checkpoints), checkpoints, configuration, null);
    }

    /** The last update that was saved, 0 if there is none. */
    public long step() {
        return progress().step();
    }

    RunProgress progress() {
        return found == null ? RunProgress.START : found.header().progress();
    }

    /** The configuration that was saved with it, or null if there is none. */
    public @Nullable String configuration() {
        return found == null ? null : found.header().configuration();
    }

    /**
     * Brings model and optimiser to where they were.
     *
     * @throws IOException if the checkpoint cannot be read, or does not fit
     */
    void restore(Data2Vec model, AdamW optimizer, Source source) throws IOException {
        if (found == null) {
            return;
        }
        var buffers = RunBuffers.of(model, optimizer, source);
        if (!buffers.layout().equals(found.header().layout())) {
            throw new IOException(found.place() + " does not fit this run: "
                    + difference(buffers.layout(), found.header().layout()));
        }
        for (int i = 0; i < buffers.names().size(); i++) {
            var into = buffers.tensors().get(i).segment();
            CheckpointFiles.read(found.place().resolve(buffers.names().get(i)), into);
        }
        optimizer.continueAfter(progress().made());
    }

    private static String difference(List<String> layout, List<String> savedLayout) {
        var only = new LinkedHashSet<>(layout);
        savedLayout.forEach(only::remove);
        return only.isEmpty() ? "it has parameters that the model lacks" : "it has no " + only.getFirst();
    }

    CheckpointWriter writer(Data2Vec model, AdamW optimizer, Source source) {
        return new CheckpointWriter(folder, configuration, RunBuffers.of(model, optimizer, source));
    }

    boolean isDue(long step) {
        return checkpoints.isDue(step);
    }
}
