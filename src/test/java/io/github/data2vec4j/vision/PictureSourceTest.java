package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.EpochOrder;
import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureSourceTest {

    private static final Path PICTURES = Path.of("src/samples/pictures");
    private static final List<Path> FILES = List.of(
            PICTURES.resolve("buildings/chambord.jpg"),
            PICTURES.resolve("buildings/colosseum.jpg"),
            PICTURES.resolve("buildings/charminar.jpg"));
    private static final Augmentation AUGMENTATION = Augmentation.data2vec(8);
    private static final int FLOATS = 3 * 8 * 8;

    private static float[] read(Filling filling) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var slot = arena.allocate(FLOATS * 4L, 4);
            filling.of(slot);
            return slot.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /** What fills a slot. */
    private interface Filling {
        void of(MemorySegment slot) throws IOException;
    }

    @Test
    void aSampleIsAViewOfItsPicture() throws Exception {
        var pictures = new PictureSource(new FileSamples(FILES), AUGMENTATION, 3);
        assertThat(pictures.size()).isEqualTo(3);
        assertThat(pictures.dtype()).isEqualTo(DType.FLOAT32);
        var views = new ArrayList<float[]>();
        for (int i = 0; i < 3; i++) {
            int sample = i;
            var here = Randomness.of(4).sample(10 + i);
            var view = read(slot -> pictures.read(sample, here, slot));
            var expected = read(slot -> AUGMENTATION.apply(Picture.read(FILES.get(sample)), here.generator(), slot));
            assertThat(view).isEqualTo(expected);
            views.add(view);
        }
        assertThat(views.get(0)).isNotEqualTo(views.get(1)).isNotEqualTo(views.get(2));
        assertThat(read(slot -> pictures.read(0, Randomness.of(4).sample(11), slot)))
                .as("another view of the same picture")
                .isNotEqualTo(views.getFirst());
    }

    @Test
    void plansBatchesOfItsSize() {
        var plan = new PictureSource(new FileSamples(FILES), AUGMENTATION, 2).plan(Randomness.of(4));
        var order = new EpochOrder(Randomness.of(4), 3);
        for (int number = 1; number <= 3; number++) {
            var batch = plan.batch(number);
            assertThat(batch.shape()).containsExactly(2, 3, 8, 8);
            assertThat(batch.samples())
                    .containsExactly((int) order.sampleAt(2L * number - 2), (int) order.sampleAt(2L * number - 1));
        }
        assertThat(plan.epochs(3)).isEqualTo(2);
    }

    @Test
    void theListOfFilesIsItsOwn() {
        var files = new ArrayList<>(FILES);
        var pictures = new PictureSource(new FileSamples(files), AUGMENTATION, 3);
        files.clear();
        assertThat(pictures.size()).isEqualTo(3);
    }

    @Test
    void aPictureThatIsGoneIsNamed() throws Exception {
        var gone = PICTURES.resolve("buildings/atlantis.jpg");
        var pictures = new PictureSource(new FileSamples(List.of(gone)), AUGMENTATION, 1);
        try (var loader = new Loader(pictures, Randomness.of(1), 1, 1, 1)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(gone.toString());
        }
    }

    @Test
    void batchesHoldWholePictures() throws Exception {
        var pictures = new PictureSource(new FileSamples(FILES), AUGMENTATION, 3);
        try (var loader = new Loader(pictures, Randomness.of(1), 1, 2, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var samples = batch.samples();
            assertThat(samples.shape()).containsExactly(3, 3, 8, 8);
            assertThat(samples.isfinite().all().itemAsLong()).isEqualTo(1);
            assertThat(samples.std().item()).isBetween(0.3, 3.0);
        }
    }
}
