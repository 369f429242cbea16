package io.github.data2vec4j.train;

import io.github.data2vec4j.torch.Torch;

/**
 * What a run is computed by: with another libtorch, or on more threads, it goes on, and may end with other bits.
 *
 * @param threads that one operator may use
 */
record Versions(String data2vec4j, String libtorch, String java, int threads) {

    static Versions current() {
        var packaged = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                packaged == null ? "not packaged" : packaged,
                Torch.version(),
                Runtime.version().toString(),
                Torch.threads());
    }

    /** For people. */
    String text() {
        return "data2vec4j %s, libtorch %s and Java %s on %d %s"
                .formatted(data2vec4j, libtorch, java, threads, threads == 1 ? "thread" : "threads");
    }
}
