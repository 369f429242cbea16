package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class RunSaverTest implements StepListener {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 5;

    @Override
    public void onStep(TimedStep step) {}

    @Override
    public void onCheckpoint(long step, Path place) {
        told.add("saved " + step);
    }

    @Override
    public void onTrouble(String what) {
        told.add("trouble");
    }

    private static RunProgress progress(long step, long skippedInARow) {
        return new RunProgress(step, skippedInARow, skippedInARow, List.of());
    }

    private void using(Path place, Use use) throws Exception {
        var saved = SavedRun.none(place, new Checkpoints(10, 2, 0), "");
        try (var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 3);
                var adam = new AdamW(
                        model.parameters(), new AdamW.Config(0.9, 0.99, 1e-6, AdamW.EpsilonAt.CORRECTED, 0.01));
                var saver = new RunSaver(
                        saved, saved.writer(model, adam, TinyModality.source(7, 3)), List.of(this), () -> nanos)) {
            use.of(saver);
        }
    }

    /** What a test does. */
    @FunctionalInterface
    private interface Use {
        void of(RunSaver saver) throws Exception;
    }

    @Test
    void whatFailedIsTriedAgainAfterAMinute() throws Exception {
        var blocked = Files.writeString(folder.resolve("blocked"), "a file");
        using(blocked, saver -> {
            saver.keep(progress(10, 0), false);
            saver.finish();
            assertThat(told).containsExactly("trouble");
            Files.delete(blocked);
            nanos += 59_999_999_999L;
            saver.keep(progress(11, 0), false);
            saver.finish();
            assertThat(told).hasSize(1);
            nanos += 1;
            saver.keep(progress(12, 0), false);
            saver.finish();
            assertThat(told).containsExactly("trouble", "saved 12");
            nanos += 60_000_000_000L;
            saver.keep(progress(13, 0), false);
            saver.finish();
            assertThat(told).hasSize(2);
        });
    }

    @Test
    void whileUpdatesAreSkippedOnlyTheLastIsSaved() throws Exception {
        using(folder, saver -> {
            saver.keep(progress(10, 1), false);
            saver.finish();
            assertThat(told).isEmpty();
            saver.keep(progress(20, 1), true);
            saver.finish();
            assertThat(told).containsExactly("saved 20");
        });
    }
}
