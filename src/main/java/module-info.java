import org.jspecify.annotations.NullMarked;

/** Self-supervised pretraining with data2vec for speech, images and text, on libtorch. */
@NullMarked
module io.github.data2vec4j {
    requires static transitive org.jspecify;
    requires info.picocli;
    requires java.desktop;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires xchart;

    exports io.github.data2vec4j.torch;
}
