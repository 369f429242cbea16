package io.github.data2vec4j.train;

import io.github.data2vec4j.torch.Torch;

/** What a run is computed by: with another libtorch it goes on, and may end with other bits. */
record Versions(String data2vec4j, String libtorch, String java) {

    static Versions current() {
        var packaged = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                packaged == null ? "not packaged" : packaged,
                Torch.version(),
                Runtime.version().toString());
    }
}
