package io.github.data2vec4j.train;

import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.PatientSource;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Ranks;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.measure.NativeMemoryEvent;
import io.github.data2vec4j.measure.StepEvent;
import io.github.data2vec4j.torch.TorchException;
import java.io.IOException;
import java.util.List;

/**
 * The loop of a pretraining run. Each step is a function of the model's state, the step's number and the seed.
 *
 * <p>The caller owns the model; what the loop itself needs is freed when it ends. A thread trains in {@code run};
 * several pretrainers may train in one process, each its own model.
 */
public final class Pretrainer {

    /**
     * How long and how fast.
     *
     * @param steps updates of the run
     * @param batchesPerStep batches whose gradients add up to an update, where one does not fit into memory
     * @param maxSkippedSteps updates that may be skipped one after the other because loss or gradients are not finite;
     *     one more stops the run
     * @param loaderThreads threads that decode samples
     * @param batchesAhead batches that are decoded before they are needed
     */
    public record Config(long steps, int batchesPerStep, int maxSkippedSteps, int loaderThreads, int batchesAhead) {

        public Config {
            requirePositive("steps", steps);
            requirePositive("batchesPerStep", batchesPerStep);
            if (maxSkippedSteps < 0) {
                throw new IllegalArgumentException("maxSkippedSteps must not be negative, is " + maxSkippedSteps);
            }
            requirePositive("loaderThreads", loaderThreads);
            requirePositive("batchesAhead", batchesAhead);
        }

        private static void requirePositive(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, is " + value);
            }
        }
    }

    private final Config config;
    private final AdamW.Config optimizer;
    private final Schedule learningRate;
    private final Collapse collapse;
    private final BadSamples badSamples;
    private volatile boolean stopping;

    /**
     * A run that ends with the first sample that cannot be read.
     *
     * @throws IllegalArgumentException if the learning rate's course does not fit the steps
     */
    public Pretrainer(Config config, AdamW.Config optimizer, LearningRate learningRate, Collapse collapse) {
        this(config, optimizer, learningRate, collapse, BadSamples.noneTolerated());
    }

    /**
     * A run that leaves out some samples that cannot be read.
     *
     * @param badSamples decides how many, and is told of each
     * @throws IllegalArgumentException if the learning rate's course does not fit the steps
     */
    public Pretrainer(
            Config config,
            AdamW.Config optimizer,
            LearningRate learningRate,
            Collapse collapse,
            BadSamples badSamples) {
        this.config = config;
        this.optimizer = optimizer;
        this.learningRate = learningRate.over(config.steps());
        this.collapse = collapse;
        this.badSamples = badSamples;
    }

    /** How a run came to its end. */
    public enum Ending {
        /** All updates were made. */
        COMPLETE,
        /** {@link #stop} was called. */
        STOPPED
    }

    /**
     * Ends the run after the update under way, from any thread; a run that is saved is saved there. It holds for runs
     * to come too: make another pretrainer to go on. Interrupting the thread that trains ends a run sooner, also while
     * it waits for data, with what was saved before.
     */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains the model, and tells the listeners of every step.
     *
     * @param seed of everything random
     * @param listeners what one of them throws ends the run, and is thrown here
     * @throws java.io.UncheckedIOException if more samples cannot be read than are tolerated, or one cannot for reasons
     *     that are not its own ({@link PatientSource}); the message names them
     * @throws AlarmException if the representation collapses, or too many updates in a row are not finite; the
     *     listeners were told of that step
     * @throws StepMemoryException if an update does not fit into memory
     * @throws InterruptedException if the thread is interrupted while it waits for data
     */
    public Ending run(Data2Vec model, Source source, long seed, List<StepListener> listeners)
            throws InterruptedException {
        try (var adam = new AdamW(model.parameters(), optimizer)) {
            return run(model, source, seed, adam, RunProgress.START, (progress, isLast) -> {}, listeners);
        } catch (AlarmException alarm) {
            listeners.forEach(listener -> listener.onAlarm(alarm));
            throw alarm;
        }
    }

    /**
     * The same for a run that is saved: goes on after its last checkpoint, and ends with the same bits as one that was
     * never interrupted (on CPUs, with as many threads). A checkpoint that cannot be written is trouble and no end; the
     * listeners are told of each that was. The model is given as it was when the run began, initialised from the same
     * seed or loaded from the same file.
     *
     * @param saved looked for anew for each run; a run that is complete makes no update
     * @throws IOException if the checkpoint cannot be read, or is of another model
     */
    public Ending run(Data2Vec model, Source source, long seed, SavedRun saved, List<StepListener> listeners)
            throws InterruptedException, IOException {
        try (var adam = new AdamW(model.parameters(), optimizer)) {
            saved.restore(model, adam, source);
            try (var saver = new RunSaver(saved, saved.writer(model, adam, source), listeners, System::nanoTime)) {
                return run(model, source, seed, adam, saved, saver, listeners);
            }
        }
    }

    private Ending run(
            Data2Vec model,
            Source source,
            long seed,
            AdamW adam,
            SavedRun saved,
            RunSaver saver,
            List<StepListener> listeners)
            throws InterruptedException {
        try {
            var ending = run(model, source, seed, adam, saved.progress(), saver::keep, listeners);
            saver.finish();
            return ending;
        } catch (AlarmException alarm) {
            // The last one before it may still be under way.
            saver.finish();
            listeners.forEach(listener -> listener.onAlarm(alarm));
            throw alarm;
        } catch (StepMemoryException tooBig) {
            saver.finish();
            throw tooBig;
        }
    }

    /** What is done with a step that was made. */
    @FunctionalInterface
    private interface Keeper {
        void keep(RunProgress progress, boolean isLast) throws InterruptedException;
    }

    private Ending run(
            Data2Vec model,
            Source source,
            long seed,
            AdamW adam,
            RunProgress made,
            Keeper keeper,
            List<StepListener> listeners)
            throws InterruptedException {
        var randomness = Randomness.of(seed);
        var watch = new RunWatch(collapse, config.maxSkippedSteps(), model, source, made);
        long firstBatch = made.step() * config.batchesPerStep() + 1;
        try (var loader = new Loader(
                        new PatientSource(source),
                        model.modality(),
                        randomness,
                        Ranks.ALONE,
                        badSamples,
                        firstBatch,
                        config.loaderThreads(),
                        config.batchesAhead());
                var memory = NativeMemoryEvent.periodically()) {
            boolean isLast = made.step() >= config.steps();
            for (long step = made.step() + 1; !isLast; step++) {
                var event = StepEvent.begun();
                var feed = new TimedFeed(loader);
                var report = step(model, step, feed, adam, randomness);
                var timed = feed.timed(report);
                event.finish(step, report.loss(), timed.samples(), report.gradientNorm());
                listeners.forEach(listener -> listener.onStep(timed));
                watch.check(report, feed);
                isLast = stopping || step == config.steps();
                keeper.keep(watch.progress(step), isLast);
                if (isLast && step < config.steps()) {
                    return Ending.STOPPED;
                }
            }
        }
        return Ending.COMPLETE;
    }

    private StepReport step(Data2Vec model, long step, TimedFeed feed, AdamW adam, Randomness randomness)
            throws InterruptedException {
        try {
            return model.step(step, config.batchesPerStep(), feed, learningRate.at(step), adam, randomness);
        } catch (TorchException.OutOfMemory e) {
            throw StepMemoryException.of(step, feed.latest(), e);
        }
    }
}
