package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.measure.NativeMemoryEvent;
import io.github.data2vec4j.measure.StepEvent;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a pretraining run. Each step is a function of the model's state, the step's number and the seed.
 *
 * <p>The caller owns the model; what the loop itself needs is freed when it ends.
 */
public final class Pretrainer {

    /**
     * How long and how fast.
     *
     * @param steps updates of the run
     * @param batchesPerStep batches whose gradients add up to an update, where one does not fit into memory
     * @param loaderThreads threads that decode samples
     * @param batchesAhead batches that are decoded before they are needed
     */
    public record Config(long steps, int batchesPerStep, int loaderThreads, int batchesAhead) {

        public Config {
            requirePositive("steps", steps);
            requirePositive("batchesPerStep", batchesPerStep);
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
    private volatile boolean stopping;

    /** @throws IllegalArgumentException if the learning rate's course does not fit the steps */
    public Pretrainer(Config config, AdamW.Config optimizer, LearningRate learningRate, Collapse collapse) {
        this.config = config;
        this.optimizer = optimizer;
        this.learningRate = learningRate.over(config.steps());
        this.collapse = collapse;
    }

    /** How a run came to its end. */
    public enum Ending {
        /** All updates were made. */
        COMPLETE,
        /** {@link #stop} was called. */
        STOPPED
    }

    /** Ends the run after the update under way, from any thread; a run that is saved is saved there. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains the model, and tells the listeners of every step.
     *
     * @param seed of everything random
     * @throws java.io.UncheckedIOException if a sample cannot be read; the message names it
     * @throws CollapseException if the representation collapses, after the listeners were told of that step
     * @throws InterruptedException if the thread is interrupted while it waits for data
     */
    public Ending run(Data2Vec model, Source source, long seed, List<StepListener> listeners)
            throws InterruptedException {
        try (var adam = new AdamW(model.parameters(), optimizer)) {
            return run(model, source, seed, adam, 0, (step, isLast) -> {}, listeners);
        }
    }

    /**
     * The same for a run that is saved: goes on after its last checkpoint, and ends with the same bits as one that was
     * never interrupted (on CPUs, with as many threads).
     *
     * @throws IOException if the checkpoint cannot be read, or is of another model
     */
    public Ending run(Data2Vec model, Source source, long seed, SavedRun saved, List<StepListener> listeners)
            throws InterruptedException, IOException {
        try (var adam = new AdamW(model.parameters(), optimizer)) {
            saved.restore(model, adam, source);
            try (var writer = saved.writer(model, adam, source)) {
                var ending = run(
                        model,
                        source,
                        seed,
                        adam,
                        saved.step(),
                        (step, isLast) -> {
                            if (isLast || saved.isDue(step)) {
                                warn(writer.save(step), listeners);
                            }
                        },
                        listeners);
                warn(writer.await(), listeners);
                return ending;
            }
        }
    }

    private static void warn(@Nullable String trouble, List<StepListener> listeners) {
        if (trouble != null) {
            listeners.forEach(listener -> listener.onTrouble(trouble));
        }
    }

    /** What is done with a step that was made. */
    @FunctionalInterface
    private interface Keeper {
        void keep(long step, boolean isLast) throws InterruptedException;
    }

    private Ending run(
            Data2Vec model,
            Source source,
            long seed,
            AdamW adam,
            long made,
            Keeper keeper,
            List<StepListener> listeners)
            throws InterruptedException {
        var randomness = Randomness.of(seed);
        var monitor = new CollapseMonitor(collapse, model.method());
        long firstBatch = made * config.batchesPerStep() + 1;
        try (var loader = new Loader(source, randomness, firstBatch, config.loaderThreads(), config.batchesAhead());
                var memory = NativeMemoryEvent.periodically()) {
            boolean isLast = made >= config.steps();
            for (long step = made + 1; !isLast; step++) {
                var event = StepEvent.begun();
                var feed = new TimedFeed(loader);
                var report = model.step(step, config.batchesPerStep(), feed, learningRate.at(step), adam, randomness);
                var timed = feed.timed(report);
                event.finish(step, report.loss(), timed.samples(), report.gradientNorm());
                listeners.forEach(listener -> listener.onStep(timed));
                monitor.check(report);
                isLast = stopping || step == config.steps();
                keeper.keep(step, isLast);
                if (isLast && step < config.steps()) {
                    return Ending.STOPPED;
                }
            }
        }
        return Ending.COMPLETE;
    }
}
