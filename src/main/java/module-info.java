import org.jspecify.annotations.NullMarked;

/** Self-supervised pretraining with data2vec for speech, images and text, on libtorch. */
@NullMarked
module io.github.data2vec4j {
    requires transitive org.jspecify;
    requires ai.djl.api;
    requires ai.djl.tokenizers;
    requires com.github.luben.zstd_jni;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.jpeg;
    requires com.twelvemonkeys.imageio.webp;
    requires dev.hardwood.core;
    requires info.picocli;
    requires java.desktop;
    requires jdk.httpserver;
    requires jdk.jfr;
    requires org.bytedeco.ffmpeg;
    requires org.bytedeco.javacpp;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires xchart;

    exports io.github.data2vec4j.audio;
    exports io.github.data2vec4j.config;
    exports io.github.data2vec4j.data;
    exports io.github.data2vec4j.data2vec;
    exports io.github.data2vec4j.hub;
    exports io.github.data2vec4j.nn;
    exports io.github.data2vec4j.shard;
    exports io.github.data2vec4j.task;
    exports io.github.data2vec4j.text;
    exports io.github.data2vec4j.torch;
    exports io.github.data2vec4j.track;
    exports io.github.data2vec4j.train;
    exports io.github.data2vec4j.vision;

    opens io.github.data2vec4j.cli to
            info.picocli;
    // Of records that are written as JSON.
    opens io.github.data2vec4j.text to
            tools.jackson.databind;
    opens io.github.data2vec4j.track to
            tools.jackson.databind;
    opens io.github.data2vec4j.train to
            tools.jackson.databind;
}
