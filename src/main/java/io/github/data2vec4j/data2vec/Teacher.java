package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The exponential moving average of the student (paper, section 3.2). It sees everything and learns nothing. */
public final class Teacher implements AutoCloseable {

    private final ParameterStore weights = new ParameterStore();
    private final Encoder encoder;
    private final List<Pair> pairs;

    /** Pieces of the flat buffers in which student and teacher lie alike. */
    private record Pair(Tensor teacher, Tensor student) {}

    /**
     * Starts as a copy of the student.
     *
     * @param student its parameters, of which those with the teacher's names are followed
     * @throws IllegalArgumentException if the student lacks one, or has it in another shape
     */
    Teacher(ParameterStore student, Function<Parameters, Encoder> encoder, Predicate<Parameter> decays) {
        this.encoder = encoder.apply(weights.root().at(Data2Vec.MODEL));
        requireSame(student);
        weights.allocateFrozen(decays);
        pairs = pairs(student);
        follow(0);
    }

    /**
     * What each block makes of a whole input.
     *
     * @return [batch, time, channel] each
     */
    public List<LayerOutput> layers(Tensor input) {
        try (var off = GradMode.off()) {
            return encoder.encode(encoder.embed(input), null, Mode.EVALUATE);
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

    /** The teacher's own parameters. */
    public ParameterStore weights() {
        return weights;
    }

    private void requireSame(ParameterStore student) {
        for (var own : weights.parameters()) {
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
        for (var own : weights.parameters().stream()
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
