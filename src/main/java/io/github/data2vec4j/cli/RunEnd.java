package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.track.EventsFile;
import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.train.BadSampleFile;
import io.github.data2vec4j.train.CollapseException;
import io.github.data2vec4j.train.MetricsFile;
import io.github.data2vec4j.train.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;

/**
 * What is left and said when a run ends, in whatever way. Each gives the exit status.
 *
 * @param output the folder as its user named it
 * @param configuration of the run, in full
 * @param last up to where the run is saved
 * @param badSamples what was left out
 * @param list of it
 */
record RunEnd(
        CommandLine command,
        Path output,
        RunFolder folder,
        String configuration,
        MetricsFile metrics,
        EventsFile events,
        History history,
        LastCheckpoint last,
        BadSamples badSamples,
        BadSampleFile list) {

    /** A signal ended it. */
    int stopped(int status) {
        long step = history.lastStep();
        try {
            metrics.close();
            list.close();
        } catch (IOException e) {
            return unwritten("stopped after step " + step + ", and its metrics or bad samples could not be written: "
                    + Complaint.words(e) + "; " + last.wayOn());
        }
        if (last.step() < step) {
            return unwritten("stopped after step " + step + ", which could not be saved; " + last.wayOn());
        }
        events.add(Kind.STOPPED, "stopped by a signal, and saved");
        say("stopped after step " + step + " and saved; the same command goes on from there");
        return status;
    }

    /** It diverged, or met samples that are broken. */
    int diverged(NonFiniteException broken) {
        say("STOPPED: " + broken.getMessage() + "\nOnce that is mended, " + last.wayOn() + ".");
        return Main.CHECK_FAILED;
    }

    /** It was stopped since its representation collapsed. */
    int collapsed(CollapseException alarm, Summary summary, Corpus corpus, Data2Vec model) {
        say("STOPPED: " + alarm.getMessage());
        return complete(summary, corpus, model);
    }

    /** It made all its updates. */
    int complete(Summary summary, Corpus corpus, Data2Vec model) {
        try {
            folder.restore(configuration);
            metrics.close();
            list.close();
            folder.writeCurve(history);
            folder.writeModel(corpus, model);
            folder.writeSummary(summary);
            if (!summary.hasCollapsed()) {
                events.add(Kind.COMPLETE, summary.text());
            }
            events.close();
        } catch (IOException e) {
            return unwritten("the run came to its end, but not all of it could be written: " + Complaint.words(e)
                    + "; once it can be, " + last.wayOn());
        }
        say(summary.text() + leftOut() + "\nEverything is in " + output + ": " + folder.contents());
        if (!summary.hasCollapsed() && last.step() < history.lastStep()) {
            return unwritten("the last checkpoint could not be written, only what the run came to");
        }
        return summary.isHealthy() ? 0 : Main.CHECK_FAILED;
    }

    private String leftOut() {
        int count = badSamples.found().size();
        return count == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "\nSamples left out since they cannot be read: %,d, listed in %s",
                        count,
                        folder.badSamples());
    }

    private void say(String text) {
        var out = command.getOut();
        out.println();
        out.println(text);
        out.flush();
    }

    private int unwritten(String what) {
        var err = command.getErr();
        err.println(command.getColorScheme().errorText("d2v: " + what));
        err.flush();
        return Main.CHECK_FAILED;
    }
}
