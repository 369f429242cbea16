package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.MemorySource;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.nn.AttentionBias;
import io.github.data2vec4j.nn.BlockInit;
import io.github.data2vec4j.nn.BlockNames;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.nn.TransformerConfig;
import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import io.github.data2vec4j.nn.TransformerEncoder;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest modality that has all that data2vec asks for: vectors over time, a mask token and a transformer of two
 * blocks.
 *
 * @param dropout of the transformer
 * @param sharesProjection whether the teacher goes on from the vectors that the student projected
 */
public record TinyModality(double dropout, boolean sharesProjection) implements Modality {

    public static final int TIME = 6;
    public static final int INPUT = 4;
    public static final int WIDTH = 8;

    private static final BlockNames NAMES =
            new BlockNames("query", "key", "value", "joined", "norm1", "wide", "narrow", "norm2", "scale1", "scale2");

    /** One whose teacher averages everything. */
    public TinyModality(double dropout) {
        this(dropout, false);
    }

    /** Targets of both layers, squared error, and a teacher that follows fast. */
    public static Method method() {
        return new Method(
                new Targets(2, Targets.Layer.BLOCK_OUTPUT, List.of(Targets.Norm.LAYER), List.of()),
                new RegressionLoss(0, 1.0, RegressionLoss.Over.MEAN),
                new EmaDecay(0.9, 0.99, 10),
                1,
                new Spared(true, List.of()));
    }

    /** Samples that it can be trained on. */
    public static MemorySource source(int size, int batchSize) {
        return MemorySource.noise(size, batchSize, TIME, INPUT);
    }

    @Override
    public Encoder encoder(Parameters at) {
        var projection = Linear.withBias(at.at("projection"), INPUT, WIDTH, Init.normal(0.5));
        var token = at.parameter("token", Init.normal(0.5), WIDTH);
        var config = new TransformerConfig(
                2, WIDTH, 2, 16, NormPlacement.AFTER, 1e-5, true, null, dropout, dropout, dropout, dropout, 0);
        var blocks = new TransformerEncoder(at.at("layer"), config, NAMES, BlockInit.same(Init.normal(0.3)));
        return new Encoder() {
            @Override
            public Sequence embed(Input input) {
                return Sequence.of(projection.apply(input.samples()));
            }

            @Override
            public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
                var positions = sequence.positions();
                var shown = mask == null ? positions : mask.replace(positions, token.value());
                return blocks.apply(shown, AttentionBias.NONE, mode);
            }
        };
    }

    @Override
    public PredictionHead head(Parameters at) {
        var linear = Linear.withBias(at, WIDTH, WIDTH, Init.normal(0.3));
        return linear::apply;
    }

    @Override
    public boolean shares(Parameter parameter) {
        return sharesProjection && parameter.name().contains(".projection.");
    }

    @Override
    public int positions(long[] rowShape) {
        return TIME;
    }

    /** Two positions of each sample. */
    @Override
    public void draw(MaskSlot slot, Randomness randomness) {
        for (int row = 0; row < slot.rows(); row++) {
            var random = randomness.sample(row).generator();
            int first = random.nextInt(TIME);
            slot.mask(row).set(ValueLayout.JAVA_BYTE, first, (byte) 1);
            slot.mask(row).set(ValueLayout.JAVA_BYTE, (first + 1 + random.nextInt(TIME - 1)) % TIME, (byte) 1);
        }
    }

    @Override
    public Views views(Batch batch) {
        var input = Input.of(batch.samples());
        return new Views(input, sharesProjection ? null : input, Mask.of(batch));
    }
}
