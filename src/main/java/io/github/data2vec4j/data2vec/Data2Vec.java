package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Torch;
import org.jspecify.annotations.Nullable;

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
    private @Nullable StepObserver observer;

    private Data2Vec(Modality modality, Method method, ParameterStart start) {
        this.modality = modality;
        this.method = method;
        student = modality.encoder(parameters.root().at(MODEL));
        head = modality.head(parameters.root().at(HEAD));
        try {
            parameters.allocateTrainable(method.spared()::group);
            start.fill(parameters);
            teacher = new Teacher(parameters, modality, method.spared()::group);
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
     * One update (paper, section 3). Where its batches do not fit into memory at once, they come one after the other;
     * every masked position of all of them counts alike. Where the loss or a gradient is not finite, nothing is
     * updated, and the gradients stay to be looked at.
     *
     * @param step number of the update, from 1
     * @param batches how many batches make up the update
     * @param feed gives them, with masks that this model's {@link #modality} drew
     * @param randomness the run's; what is dropped out in the update follows from it and the step
     * @throws InterruptedException if the thread is interrupted while it waits for a batch
     */
    public StepReport step(
            long step, int batches, BatchFeed feed, double learningRate, Optimizer optimizer, Randomness randomness)
            throws InterruptedException {
        parameters.zeroGradients();
        var update = new Update(isObserved(step));
        for (int i = 0; i < batches; i++) {
            try (var batch = feed.next();
                    var scope = Scope.open()) {
                var here = randomness.at((step - 1) * batches + i + 1);
                Torch.manualSeed(here.purpose(Purpose.DROPOUT).asLong());
                var views = modality.views(batch);
                show(step, views);
                feed.learnt(learn(views, update));
            }
        }
        return finish(step, update, learningRate, optimizer);
    }

    /** One update with given views of a single batch. */
    public StepReport step(long step, Views views, double learningRate, Optimizer optimizer) {
        parameters.zeroGradients();
        var update = new Update(isObserved(step));
        learn(views, update);
        return finish(step, update, learningRate, optimizer);
    }

    /** Adds the gradients of one batch, and gives its summed loss. */
    private double learn(Views views, Update update) {
        try (var scope = Scope.open()) {
            var mask = views.mask();
            var embedded = student.embed(views.student()); // [batch, time, channel]
            var layers = teacher.layers(views.teacher(), embedded); // the whole input
            var targets = mask.select(method.targets().of(layers)); // [masked, channel]
            var seen = student.encode(embedded, mask, Mode.TRAIN); // the masked input
            var predictions = head.apply(mask.select(seen.getLast().block())); // [masked, channel]
            var loss = method.loss().sum(predictions, targets);
            loss.mul(update.share(mask)).backward();
            double summedLoss = loss.item();
            update.add(mask, summedLoss, targets, predictions);
            update.addLayers(mask, method.targets(), layers, seen);
            return summedLoss;
        }
    }

    private StepReport finish(long step, Update update, double learningRate, Optimizer optimizer) {
        parameters.scaleGradients(update.correction());
        double gradientNorm = parameters.clipGradients(method.clipNorm());
        double decay = method.ema().after(step);
        var report = update.report(step, gradientNorm, decay, learningRate);
        if (!report.isSkipped()) {
            optimizer.update(learningRate);
            teacher.follow(decay);
            if (observer != null && update.isObserved()) {
                observer.onDeviations(step, update.deviations());
            }
        }
        return report;
    }

    /** Shows what happens inside updates from here on, to one observer; it changes nothing of what is computed. */
    public void observe(StepObserver observer) {
        this.observer = observer;
    }

    private boolean isObserved(long step) {
        return observer != null && observer.wantsDeviations(step);
    }

    private void show(long step, Views views) {
        if (observer != null) {
            observer.onViews(step, views);
        }
    }

    /** The student's parameters, the encoder's below {@link #MODEL} and the head's below {@link #HEAD}. */
    public ParameterStore parameters() {
        return parameters;
    }

    /** What it is pretrained on; a loader draws masks by it. */
    public Modality modality() {
        return modality;
    }

    /** The numbers that it was made with. */
    public Method method() {
        return method;
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
