package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What collapse is judged by outlives an interruption. */
@ExtendWith(OneThread.class)
class CollapseResumeTest {

    // 6 masked positions an update: the window is full at the ninth, and no floor is that high.
    private static final Collapse AT_STEP_9 = new Collapse(1000, 0, 0, 50);

    @TempDir
    private Path folder;

    private static Pretrainer pretrainer() {
        return new Pretrainer(
                new Pretrainer.Config(12, 1, 0, 1, 1),
                new AdamW.Config(0.9, 0.99, 1e-6, AdamW.EpsilonAt.CORRECTED, 0.01),
                LearningRate.cosine(0.01, 0.001, 2),
                AT_STEP_9);
    }

    private static Data2Vec model() {
        return Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3);
    }

    @Test
    void theAlarmComesAtTheSameStep() throws Exception {
        String whole;
        try (var model = model()) {
            whole = alarm(model, SavedRun.none(folder.resolve("whole"), new Checkpoints(100, 1, 0), ""));
        }
        assertThat(whole).startsWith("the representation collapsed at step 9: ");

        var checkpoints = new Checkpoints(100, 1, 0);
        try (var model = model()) {
            var pretrainer = pretrainer();
            pretrainer.run(
                    model, TinyModality.source(7, 3), 5, SavedRun.none(folder, checkpoints, ""), List.of(step -> {
                        if (step.report().step() == 6) {
                            pretrainer.stop();
                        }
                    }));
        }
        try (var model = model()) {
            assertThat(alarm(model, SavedRun.in(folder, checkpoints, "", complaint -> {})))
                    .isEqualTo(whole);
        }
    }

    private static String alarm(Data2Vec model, SavedRun saved) {
        var alarm = catchThrowableOfType(
                CollapseException.class, () -> pretrainer().run(model, TinyModality.source(7, 3), 5, saved, List.of()));
        return String.valueOf(alarm.getMessage());
    }
}
