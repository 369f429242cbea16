package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Torch;

/**
 * data2vec (Baevski et al., 2022): a student sees a masked input and predicts, at the masked positions, what its
 * teacher, the moving average of itself, makes of the whole input.
 *
 * <p>It owns the parameters of both; {@link #close} releases them.
 */
public final class Data2Vec implements AutoCloseable {

    /** Where the encoder's parameters are in the student's store. */
    public static final String MODEL = "model";

    /** Where the head's parameters are in the student's store. */
    public static final String HEAD = "head";

    private final Modality modality;
    private final Method method;
    private final ParameterStore parameters = new ParameterStore();
    private final Encoder student;
    private final PredictionHead head;
    private final Teacher teacher;

    private Data2Vec(Modality modality, Method method, ParameterStart start) {
        this.modality = modality;
        this.method = method;
        student = modality.encoder(parameters.root().at(MODEL));
        head = modality.head(parameters.root().at(HEAD));
        try {
            parameters.allocateTrainable(modality::decays);
            start.fill(parameters);
            teacher = new Teacher(parameters, modality::encoder, modality::decays);
        } catch (RuntimeException | Error e) {
            parameters.close();
            throw e;
        }
    }

    /** How the student's parameters start; the teacher copies them. */
    @FunctionalInterface
    public interface ParameterStart {
        void fill(ParameterStore parameters);
    }

    /** A model with random weights, which are a function of the seed. */
    public static Data2Vec initialised(Modality modality, Method method, long seed) {
        return new Data2Vec(modality, method, parameters -> parameters.initialise(seed));
    }

    /** A model with given weights. */
    public static Data2Vec startingFrom(Modality modality, Method method, ParameterStart start) {
        return new Data2Vec(modality, method, start);
    }

    /**
     * One update (paper, section 3), with masks drawn for it.
     *
     * @param step number of the update, from 1
     * @param randomness the run's; everything random in the update follows from it and the step
     */
    public StepReport step(Batch batch, long step, double learningRate, Optimizer optimizer, Randomness randomness) {
        var here = randomness.at(step);
        Torch.manualSeed(here.purpose(Purpose.DROPOUT).asLong());
        var mask = modality.mask(batch, here.purpose(Purpose.MASK));
        try (var scope = Scope.open()) {
            return step(batch.samples(), mask, step, learningRate, optimizer);
        }
    }

    /** One update with a given mask. */
    public StepReport step(Tensor input, Mask mask, long step, double learningRate, Optimizer optimizer) {
        try (var scope = Scope.open()) {
            var targets = mask.select(method.targets().of(teacher.layers(input))); // [masked, channel]
            var seen = student.encode(student.embed(input), mask, Mode.TRAIN).getLast(); // [batch, time, channel]
            var predictions = head.apply(mask.select(seen.block())); // [masked, channel]
            var loss = method.loss().of(predictions, targets);

            parameters.zeroGradients();
            loss.backward();
            double gradientNorm = parameters.clipGradients(method.clipNorm());
            optimizer.update(learningRate);
            double decay = method.ema().after(step);
            teacher.follow(decay);

            return new StepReport(
                    step,
                    loss.item(),
                    gradientNorm,
                    Deviation.of(targets),
                    Deviation.of(predictions),
                    decay,
                    learningRate,
                    mask.count());
        }
    }

    /** The student's parameters, the encoder's below {@link #MODEL} and the head's below {@link #HEAD}. */
    public ParameterStore parameters() {
        return parameters;
    }

    public Teacher teacher() {
        return teacher;
    }

    @Override
    public void close() {
        teacher.close();
        parameters.close();
    }
}
