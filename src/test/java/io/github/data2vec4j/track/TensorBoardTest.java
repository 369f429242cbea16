package io.github.data2vec4j.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.ChannelDeviations;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.Preview.Picture;
import io.github.data2vec4j.data2vec.Preview.Sound;
import io.github.data2vec4j.data2vec.Preview.Words;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TensorBoardTest {

    private static final Tracking ALL = new Tracking(true, 1, 2, 3);

    @TempDir
    private Path folder;

    private static TimedStep step(long number, double loss) {
        var report = new StepReport(number, loss, 0.125, 0.5, 0.25, 0.75, 2e-3, 480, 784);
        return new TimedStep(report, 16, 500_000_000, 2_000_000_000);
    }

    private static ReadRecord value(ReadRecord event, String tag) {
        return event.message(5).messages(1).stream()
                .filter(value -> value.text(1).equals(tag))
                .findFirst()
                .orElseThrow();
    }

    // Of RFC 3720, B.4: 32 bytes of zeros and of ones, and 0 to 31.
    @Test
    void checksumsAreThoseOfCastagnoli() {
        var ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        var rising = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
        }
        assertThat(unmasked(new byte[32])).isEqualTo(0x8A9136AA);
        assertThat(unmasked(ones)).isEqualTo(0x62A8AB43);
        assertThat(unmasked(rising)).isEqualTo(0x46DD794E);
    }

    private static int unmasked(byte[] content) {
        int rotated = RecordFrame.maskedChecksum(content) - 0xa282ead8;
        return (rotated >>> 17) | (rotated << 15);
    }

    @Test
    void scalarsOfEachStep() throws Exception {
        try (var board = TensorBoard.in(folder, 0, ALL, views -> List.of())) {
            board.onStep(step(1, 0.5));
            board.onStep(step(300, Double.NaN));
        }
        var events = ReadRecord.allIn(folder);
        assertThat(events).hasSize(4);
        assertThat(events.get(0).text(3)).isEqualTo("brain.Event:2");
        assertThat(events.get(0).real64(1)).isBetween(1.7e9, 1e10);
        assertThat(events.get(2).number(2)).isEqualTo(1);
        assertThat(value(events.get(2), "loss").real32(2)).isEqualTo(0.5f);
        assertThat(value(events.get(2), "deviation/targets").real32(2)).isEqualTo(0.5f);
        assertThat(value(events.get(2), "deviation/predictions").real32(2)).isEqualTo(0.25f);
        assertThat(value(events.get(2), "optimisation/gradient norm").real32(2)).isEqualTo(0.125f);
        assertThat(value(events.get(2), "optimisation/learning rate").real32(2)).isEqualTo(2e-3f);
        assertThat(value(events.get(2), "optimisation/EMA decay").real32(2)).isEqualTo(0.75f);
        assertThat(value(events.get(2), "speed/samples per second").real32(2)).isEqualTo(8);
        assertThat(value(events.get(2), "speed/data wait share").real32(2)).isEqualTo(0.25f);
        assertThat(value(events.get(2), "memory/resident bytes").real32(2)).isGreaterThan(5e7f);
        assertThat(events.get(3).number(2)).isEqualTo(300);
        assertThat(value(events.get(3), "loss").real32(2)).isNaN();
    }

    // It may be killed before the next flush, and goes on behind the checkpoint.
    @Test
    void whatACheckpointCoversIsInTheFile() throws Exception {
        try (var board = TensorBoard.in(folder, 0, ALL, views -> List.of())) {
            board.onStep(step(1, 0.5));
            assertThat(ReadRecord.allIn(folder)).hasSize(2);
            board.onCheckpoint(1, folder);
            assertThat(ReadRecord.allIn(folder)).hasSize(3);
        }
    }

    // As with the folder of the run; what came in between is lost and told.
    @Test
    void beginsAnotherFileWhereItsFolderWasRemoved() throws Exception {
        var place = folder.resolve("tensorboard");
        try (var board = TensorBoard.in(place, 0, ALL, views -> List.of())) {
            board.onStep(step(1, 0.5));
            try (var files = Files.list(place)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
            board.onCheckpoint(1, folder);
            board.onStep(step(2, 0.25));
        }
        var events = ReadRecord.allIn(place);
        assertThat(events).hasSize(3);
        assertThat(value(events.get(2), "loss").real32(2)).isEqualTo(0.25f);
    }

    @Test
    void aRunThatGoesOnTakesBackWhatCameAfterItsCheckpoint() throws Exception {
        for (long step : new long[] {0, 7, 7}) {
            TensorBoard.in(folder, step, ALL, views -> List.of()).close();
        }
        var events = ReadRecord.allIn(folder);
        assertThat(events).hasSize(6);
        // SessionLog.START at the first step that is made again.
        for (int i = 0; i < 3; i++) {
            assertThat(events.get(2 * i).text(3)).isEqualTo("brain.Event:2");
            assertThat(events.get(2 * i + 1).message(7).number(1)).isEqualTo(1);
            assertThat(events.get(2 * i + 1).number(2)).isEqualTo(i == 0 ? 1 : 8);
        }
    }

    @Test
    void histogramsOfEachLayer() throws Exception {
        var deviations = new ChannelDeviations(
                new double[] {1, 2, 4}, new double[] {3}, List.of(new double[] {0, 1}), List.of(), 4);
        try (var board = TensorBoard.in(folder, 0, ALL, views -> List.of())) {
            board.onDeviations(2, deviations);
        }
        var event = ReadRecord.allIn(folder).getLast();
        assertThat(event.message(5).messages(1).stream().map(value -> value.text(1)))
                .containsExactly(
                        "channel deviation/targets",
                        "channel deviation/predictions",
                        "channel deviation of teacher/block 5");
        var histogram = value(event, "channel deviation/targets").message(5);
        assertThat(histogram.real64(1)).isEqualTo(1);
        assertThat(histogram.real64(2)).isEqualTo(4);
        assertThat(histogram.real64(3)).isEqualTo(3);
        assertThat(histogram.real64(4)).isEqualTo(7);
        assertThat(histogram.real64(5)).isEqualTo(21);
        // 30 buckets of a tenth: 1 is in the first, 2 ends the tenth, 4 is in the last.
        assertThat(histogram.doubles(6)).hasSize(30).endsWith(4);
        var counts = histogram.doubles(7);
        assertThat(counts).hasSize(30);
        assertThat(counts[0]).isEqualTo(1);
        assertThat(counts[9] + counts[10]).isEqualTo(1);
        assertThat(counts[29]).isEqualTo(1);
        var single = value(event, "channel deviation/predictions").message(5);
        assertThat(single.doubles(6)).containsExactly(3);
        assertThat(single.doubles(7)).containsExactly(1);
    }

    @Test
    void picturesSoundsAndWords() throws Exception {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x123456);
        try (var board = TensorBoard.in(
                        folder,
                        0,
                        ALL,
                        views -> List.of(
                                new Picture("a/picture", image),
                                new Sound("a/sound", 8000, new float[] {0, 1, -2}),
                                new Words("some/words", "été")));
                var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 1)) {
            model.observe(board);
            train(model, 1, List.of());
        }
        var event = ReadRecord.allIn(folder).getLast();
        var picture = value(event, "a/picture").message(4);
        assertThat(picture.number(1)).isEqualTo(2);
        assertThat(picture.number(2)).isEqualTo(3);
        var read = ImageIO.read(new ByteArrayInputStream(picture.bytes(4)));
        assertThat(read.getRGB(2, 1) & 0xFFFFFF).isEqualTo(0x123456);
        var sound = value(event, "a/sound").message(6);
        assertThat(sound.real32(1)).isEqualTo(8000);
        assertThat(sound.number(3)).isEqualTo(3);
        assertThat(sound.text(5)).isEqualTo("audio/wav");
        try (var wave = AudioSystem.getAudioInputStream(new ByteArrayInputStream(sound.bytes(4)))) {
            assertThat(wave.getFormat().getSampleRate()).isEqualTo(8000);
            assertThat(wave.readAllBytes()).containsExactly(0, 0, 0xFF, 0x7F, 0x01, 0x80);
        }
        var words = value(event, "some/words");
        assertThat(words.message(9).message(1).text(1)).isEqualTo("text");
        assertThat(words.message(8).bytes(8)).isEqualTo("été".getBytes(StandardCharsets.UTF_8));
    }

    private static void train(Data2Vec model, long steps, List<StepListener> listeners) throws InterruptedException {
        new Pretrainer(
                        new Pretrainer.Config(steps, 2, 1, 1, 1),
                        new AdamW.Config(0.9, 0.99, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.01),
                        LearningRate.cosine(0.01, 0.001, 0),
                        Collapse.UNWATCHED)
                .run(model, TinyModality.source(7, 3), 1, listeners);
    }

    @Test
    void aRunIsTheSameWhetherItIsObservedOrNot() throws Exception {
        var weights = new float[2][];
        try (var board = TensorBoard.in(folder, 0, ALL, views -> List.of());
                var watched = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 1);
                var unwatched = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 1)) {
            watched.observe(board);
            train(watched, 4, List.of(board));
            train(unwatched, 4, List.of());
            weights[0] = watched.parameters().values().toFloatArray();
            weights[1] = unwatched.parameters().values().toFloatArray();
        }
        assertThat(weights[0]).isEqualTo(weights[1]);
        var tags = ReadRecord.allIn(folder).stream()
                .filter(event -> event.number(2) == 2 && event.has(5))
                .flatMap(event -> event.message(5).messages(1).stream())
                .map(value -> value.text(1))
                .toList();
        assertThat(tags)
                .contains(
                        "channel deviation of teacher/block 1",
                        "channel deviation of teacher/block 2",
                        "channel deviation of student/block 1",
                        "channel deviation of student/block 2");
    }

    @Test
    void nothingIsWrittenWhereItIsOff() throws Exception {
        var place = folder.resolve("none");
        try (var board = TensorBoard.in(place, 0, new Tracking(false, 1, 1, 1), views -> List.of())) {
            board.onStep(step(1, 1));
            assertThat(board.wantsDeviations(1)).isFalse();
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void aFileIsThereAtOnce() throws Exception {
        try (var board = TensorBoard.in(folder, 0, ALL, views -> List.of());
                Stream<Path> files = Files.list(folder)) {
            var file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d+\\.[A-Za-z0-9.-]+");
            assertThat(ReadRecord.allIn(folder)).hasSize(2);
            assertThat(board.wantsDeviations(2)).isTrue();
        }
    }

    @Test
    void previewsAreOfTheFirstBatchOfAStep() throws Exception {
        var seen = new ArrayList<Integer>();
        try (var board = TensorBoard.in(folder, 0, ALL, views -> {
                    seen.add(views.mask().batch());
                    return List.of();
                });
                var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 1)) {
            model.observe(board);
            train(model, 4, List.of());
        }
        // Steps 1 and 3, of two batches each.
        assertThat(seen).hasSize(2);
    }
}
