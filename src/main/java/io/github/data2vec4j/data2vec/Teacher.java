package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exponential moving average of the student (paper, section 3.2). It sees everything and learns nothing. Parameters
 * that the modality shares are the student's own.
 */
public final class Teacher implements AutoCloseable {

    private final ParameterStore weights;
    private final Encoder encoder;
    private final List<Pair> pairs;

    /** Pieces of the flat buffers in which student and teacher lie alike. */
    private record Pair(Tensor teacher, Tensor student) {}

    /**
     * Starts as a copy of the student.
     *
     * @param student its parameters, of which those with the teacher's names are followed or shared
     * @throws IllegalArgumentException if the student lacks one, or has it in another shape
     */
    Teacher(ParameterStore student, Modality modality, Function<Parameter, Group> grouping) {
        weights = ParameterStore.borrowing(student, modality::shares);
        encoder = modality.encoder(weights.root().at(Data2Vec.MODEL));
        requireSame(student);
        weights.allocateFrozen(grouping);
        pairs = pairs(student);
        follow(0);
    }

    /**
     * What each block makes of a whole input.
     *
     * @param input what it reads, or null to go on from {@code embedded}
     * @param embedded what the student made of the same input, by an embedding that both share
     * @return [batch, time, channel] each
     */
    public List<LayerOutput> layers(@Nullable Input input, Sequence embedded) {
        return layers(input == null ? embedded : embed(input));
    }

    /** What each block makes of a whole sequence, [batch, time, channel] each. */
    List<LayerOutput> layers(Sequence sequence) {
        try (var off = GradMode.off()) {
            return encoder.encode(sequence, null, Mode.EVALUATE);
        }
    }

    private Sequence embed(Input input) {
        try (var off = GradMode.off()) {
            return encoder.embed(input);
        }
    }

    /** Moves to {@code decay * teacher + (1 - decay) * student}. */
    public void follow(double decay) {
        try (var off = GradMode.off()) {
            for (var pair : pairs) {
                pair.teacher.lerp_(pair.student, 1 - decay);
            }
        }
    }

    /** The teacher's parameters, those that it shares with the student too. */
    public ParameterStore weights() {
        return weights;
    }

    private void requireSame(ParameterStore student) {
        for (var own : weights.own()) {
            var followed = student.parameter(own.name());
            if (!Arrays.equals(own.shape(), followed.shape())) {
                throw new IllegalArgumentException("the teacher's " + own + " is the student's " + followed);
            }
        }
    }

    /** Runs of parameters that follow each other in both buffers, so that few native calls move all of them. */
    private List<Pair> pairs(ParameterStore student) {
        var found = new ArrayList<Pair>();
        long start = 0;
        long end = 0;
        long shift = 0;
        for (var own : weights.own().stream()
                .sorted((a, b) -> Long.compare(weights.offset(a), weights.offset(b)))
                .toList()) {
            long offset = weights.offset(own);
            long wanted = student.offset(student.parameter(own.name())) - offset;
            if (wanted != shift || offset < start) {
                addPair(found, student, start, end, shift);
                start = offset;
                shift = wanted;
            }
            end = offset + own.numel();
        }
        addPair(found, student, start, end, shift);
        return found;
    }

    private void addPair(List<Pair> found, ParameterStore student, long start, long end, long shift) {
        if (end > start) {
            try (var scope = Scope.open()) {
                found.add(new Pair(
                        weights.values().narrow(0, start, end - start).keep(),
                        student.values().narrow(0, start + shift, end - start).keep()));
            }
        }
    }

    @Override
    public void close() {
        for (var pair : pairs) {
            pair.teacher.close();
            pair.student.close();
        }
        weights.close();
    }
}
