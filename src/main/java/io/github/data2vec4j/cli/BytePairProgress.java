package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.BytePairListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how a vocabulary is learned: one line while files are read, one while tokens are merged. */
final class BytePairProgress implements BytePairListener, AutoCloseable {

    /** Speed is taken over some of the last updates, and single merges take very different times. */
    private static final int UPDATES = 200;

    private final ProgressLine reading;
    private @Nullable ProgressLine merging;
    private int shownMerges;
    private int learned;

    BytePairProgress(int files) {
        reading = ProgressLine.onStandardOutput("files", 0, files);
    }

    /** Shows what is left out. */
    LeftOutNotes leftOut() {
        return new LeftOutNotes(reading);
    }

    @Override
    public void onFile(int read, int total) {
        reading.update(read, 1, new LinkedHashMap<>());
    }

    @Override
    public void onRareWords(long leftOut) {
        reading.note(rareWords(leftOut));
    }

    static String rareWords(long leftOut) {
        return String.format(Locale.ROOT, "rare words left out, since there are too many to keep all: %,d", leftOut);
    }

    @Override
    public void onMerge(int learnedNow, int wanted) {
        if (wanted == 0) {
            return;
        }
        if (merging == null) {
            reading.close();
            merging = ProgressLine.onStandardOutput("merges", 0, wanted);
        }
        learned = learnedNow;
        if (learned % Math.max(1, wanted / UPDATES) == 0 || learned == wanted) {
            showMerges(merging);
        }
    }

    private void showMerges(ProgressLine line) {
        line.update(learned, learned - shownMerges, new LinkedHashMap<>());
        shownMerges = learned;
    }

    @Override
    public void close() {
        reading.close();
        if (merging != null) {
            if (learned > shownMerges) {
                showMerges(merging);
            }
            merging.close();
        }
    }
}
