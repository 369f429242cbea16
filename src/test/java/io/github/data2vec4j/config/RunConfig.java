package io.github.data2vec4j.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration with a component of every type that can be bound, for the tests of this package. */
record RunConfig(
        String name,
        int seed,
        long maxSamples,
        double clipNorm,
        boolean amp,
        Path manifest,
        LossKind loss,
        Optimizer optimizer,
        List<Layer> layers,
        Map<String, Float> metricWeights,
        @Nullable Integer warmupSteps,
        Optional<String> note) {
    static final String YAML = """
            # a complete run
            name: tiny vision
            seed: 1
            maxSamples: 3000000000
            clipNorm: 4.0
            amp: false
            manifest: data/train.tsv
            loss: smooth-l1
            optimizer:
              lr: 5e-4
              betas: [0.9, 0.98]
            layers:
              - dim: 64
                kernel: 3
              - dim: 32
                kernel: 2
            metricWeights:
              knn: 0.5
              probe: 1
            """;

    enum LossKind {
        L2,
        SMOOTH_L1
    }

    record Optimizer(double lr, List<Double> betas) {
        Optimizer {
            if (lr <= 0) {
                throw ConfigException.of("lr", "must be > 0, is " + lr);
            }
            if (betas.size() != 2) {
                throw new IllegalArgumentException("needs two betas, has " + betas.size());
            }
        }
    }

    record Layer(int dim, int kernel) {
        Layer {
            if (dim % 2 != 0) {
                throw ConfigException.of("dim", "must be even, is " + dim);
            }
        }
    }

    /** What {@link #YAML} says. */
    static RunConfig expected() {
        var weights = new LinkedHashMap<String, Float>();
        weights.put("knn", 0.5f);
        weights.put("probe", 1f);
        return new RunConfig(
                "tiny vision",
                1,
                3_000_000_000L,
                4.0,
                false,
                Path.of("data/train.tsv"),
                LossKind.SMOOTH_L1,
                new Optimizer(5e-4, List.of(0.9, 0.98)),
                List.of(new Layer(64, 3), new Layer(32, 2)),
                weights,
                null,
                Optional.empty());
    }
}
