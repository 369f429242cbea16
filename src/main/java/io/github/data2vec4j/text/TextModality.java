package io.github.data2vec4j.text;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.NothingMaskedException;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.PredictionHead;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Text for data2vec (paper, section 4.3).
 *
 * @param headLayers linear layers of the prediction head
 * @param sharesEmbeddings whether the teacher uses the student's embeddings; if not, it averages them
 * @param teacherInput what of a text the teacher reads
 */
public record TextModality(
        TextConfig config,
        Vocabulary vocabulary,
        TokenMasking masking,
        int headLayers,
        boolean sharesEmbeddings,
        TeacherInput teacherInput)
        implements Modality {

    private static final String EMBEDDINGS = ".embeddings.";
    private static final int TRIES = 1000;

    public TextModality {
        if (headLayers < 1) {
            throw new IllegalArgumentException("headLayers must be at least 1, is " + headLayers);
        }
        if (vocabulary.size() != config.vocabulary() || vocabulary.padding() != config.paddingToken()) {
            throw new IllegalArgumentException(
                    "the tokenizer has %d tokens with <pad> as number %d, but the model is for %d with number %d"
                            .formatted(
                                    vocabulary.size(),
                                    vocabulary.padding(),
                                    config.vocabulary(),
                                    config.paddingToken()));
        }
    }

    @Override
    public Encoder encoder(Parameters at) {
        return new TextEncoder(at, config);
    }

    @Override
    public PredictionHead head(Parameters at) {
        return new TextHead(at, headLayers, config.width(), TextEncoder.weights());
    }

    @Override
    public boolean shares(Parameter parameter) {
        return sharesEmbeddings && parameter.name().contains(EMBEDDINGS);
    }

    /** Tokens of a text [time]. */
    @Override
    public int positions(long[] rowShape) {
        return Math.toIntExact(rowShape[0]);
    }

    /** The student reads {@code <mask>}, or another token, in the place of a masked one. */
    @Override
    public boolean rewritesSamples() {
        return true;
    }

    /** Every text by its own random numbers; a batch of a few short ones of which nothing was masked is drawn anew. */
    @Override
    public void draw(MaskSlot slot, Randomness randomness) {
        int rows = slot.rows();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int count = 0;
            for (int row = 0; row < rows; row++) {
                var random = randomness.sample((long) attempt * rows + row).generator();
                var drawn = masking.draw(tokens(slot.sample(row)), vocabulary, random);
                drawn.writeTo(slot.studentSample(row), slot.mask(row));
                count += drawn.lossCount();
            }
            if (count > 0) {
                return;
            }
        }
        throw new NothingMaskedException("nothing can be masked in the texts "
                + Arrays.toString(slot.plan().samples()) + ": raise the masking's probability");
    }

    @Override
    public Views views(Batch batch) {
        var mask = Mask.of(batch);
        var whole = batch.samples();
        var teacher = switch (teacherInput) {
            case FULL -> whole;
            case MASKED_ONLY -> mask.asTensor().where(whole, Tensors.scalar(vocabulary.padding(), whole.dtype()));
        };
        return new Views(Input.of(batch.studentSamples()), Input.of(teacher), mask);
    }

    private static int[] tokens(MemorySegment memory) {
        var tokens = new int[(int) (memory.byteSize() / Long.BYTES)];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) memory.getAtIndex(ValueLayout.JAVA_LONG, i);
        }
        return tokens;
    }
}
