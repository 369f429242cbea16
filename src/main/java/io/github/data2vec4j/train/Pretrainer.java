package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import java.util.List;

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

    /** @throws IllegalArgumentException if the learning rate's course does not fit the steps */
    public Pretrainer(Config config, AdamW.Config optimizer, LearningRate learningRate, Collapse collapse) {
        this.config = config;
        this.optimizer = optimizer;
        this.learningRate = learningRate.over(config.steps());
        this.collapse = collapse;
    }

    /**
     * Trains the model, and tells the listeners of every step.
     *
     * @param seed of everything random
     * @throws java.io.UncheckedIOException if a sample cannot be read; the message names it
     * @throws CollapseException if the representation collapses, after the listeners were told of that step
     * @throws InterruptedException if the thread is interrupted while it waits for data
     */
    public void run(Data2Vec model, Source source, long seed, List<StepListener> listeners)
            throws InterruptedException {
        var randomness = Randomness.of(seed);
        var monitor = new CollapseMonitor(collapse, model.method());
        try (var adam = new AdamW(model.parameters(), optimizer);
                var loader = new Loader(source, randomness, 1, config.loaderThreads(), config.batchesAhead())) {
            for (long step = 1; step <= config.steps(); step++) {
                var feed = new TimedFeed(loader);
                var report = model.step(step, config.batchesPerStep(), feed, learningRate.at(step), adam, randomness);
                var timed = feed.timed(report);
                listeners.forEach(listener -> listener.onStep(timed));
                monitor.check(report);
            }
        }
    }
}
