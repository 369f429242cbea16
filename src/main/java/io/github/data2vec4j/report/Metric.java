package io.github.data2vec4j.report;

/** What a line of metrics says of an update. */
enum Metric {
    STEP("step"),
    LOSS("loss"),
    GRADIENT_NORM("gradientNorm"),
    TARGET_DEVIATION("targetDeviation"),
    PREDICTION_DEVIATION("predictionDeviation"),
    EMA_DECAY("emaDecay"),
    LEARNING_RATE("learningRate"),
    SAMPLES("samples"),
    SECONDS("seconds"),
    DATA_WAIT_SECONDS("dataWaitSeconds"),
    RESIDENT_BYTES("residentBytes"),
    JAVA_HEAP_BYTES("javaHeapBytes"),
    TENSOR_BYTES("tensorBytes");

    private final String key;

    Metric(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
