package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.track.EventsFile;
import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.SavedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;

/**
 * What an earlier run left to go on with.
 *
 * @param output the folder as its user named it
 * @param complaints are written there
 */
record EarlierRun(Path output, RunFolder folder, PrintWriter complaints) {

    /** Keys that change nothing in what is computed. */
    private static final Set<String> MAY_CHANGE = Set.of(
            "training.maxSkippedSteps",
            "training.loaderThreads",
            "training.batchesAhead",
            "reading.maxBadShare",
            "checkpoints",
            "collapse",
            "tracking");

    /**
     * Looks for its last checkpoint; where it has none, the run begins.
     *
     * @param resolved configuration of the run that is to go on
     * @throws IOException if it does not go together with what is there
     */
    SavedRun saved(ConfigFile resolved, Checkpoints checkpoints) throws IOException {
        var told = new ArrayList<String>();
        var saved = SavedRun.in(folder.checkpoints(), checkpoints, resolved.toYaml(), complaint -> {
            complain(complaint);
            told.add(complaint);
        });
        if (saved.step() == 0 && folder.isComplete()) {
            throw new IOException(output + " holds a run that ended without a checkpoint; choose another --output, or"
                    + " replace it with --overwrite");
        }
        // One that was killed before its first checkpoint has its configuration too.
        var earlier = saved.step() == 0 ? folder.configuration() : saved.configuration();
        if (earlier != null) {
            refuseOther(resolved, earlier);
        }
        var events = new EventsFile(folder.events(), saved.step());
        told.forEach(complaint -> events.add(Kind.TROUBLE, complaint));
        return saved;
    }

    private void refuseOther(ConfigFile resolved, String earlier) throws IOException {
        var differences = resolved.differencesFrom(ConfigFile.parse("the earlier run", earlier), MAY_CHANGE);
        if (!differences.isEmpty()) {
            throw new IOException("the run in " + output + " has another configuration; go on with the same one,"
                    + " choose another --output, or replace the run with --overwrite:\n  "
                    + String.join("\n  ", differences));
        }
    }

    private void complain(String complaint) {
        complaints.println("d2v: " + complaint);
        complaints.flush();
    }
}
