package io.github.data2vec4j.data2vec;

import java.awt.image.BufferedImage;
import java.util.List;

/** Shows a person what student and teacher see of a batch: each modality has its own. */
@FunctionalInterface
public interface Preview {

    /** The first samples of a batch, with what is masked in them. */
    List<Exhibit> of(Views views);

    /** Something to look at, to listen to or to read. */
    sealed interface Exhibit {

        /** Where it is to be found, such as {@code masked/pictures}. */
        String name();
    }

    /** Something to look at. */
    record Picture(String name, BufferedImage image) implements Exhibit {}

    /**
     * Something to listen to.
     *
     * @param samples from -1 to 1
     */
    record Sound(String name, int sampleRate, float[] samples) implements Exhibit {}

    /** Something to read. */
    record Words(String name, String text) implements Exhibit {}
}
