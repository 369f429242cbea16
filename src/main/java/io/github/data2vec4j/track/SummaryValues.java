package io.github.data2vec4j.track;

import io.github.data2vec4j.data2vec.Preview.Exhibit;
import io.github.data2vec4j.data2vec.Preview.Picture;
import io.github.data2vec4j.data2vec.Preview.Sound;
import io.github.data2vec4j.data2vec.Preview.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** What an event says of an update (tensorflow/core/framework/summary.proto), under names. */
final class SummaryValues {

    private static final int RGB = 3;
    private static final int STRING_TYPE = 7;

    private final ProtoMessage summary = new ProtoMessage();

    ProtoMessage message() {
        return summary;
    }

    SummaryValues scalar(String name, double value) {
        return add(value(name).real(2, (float) value));
    }

    SummaryValues histogram(String name, double[] values) {
        return add(value(name).message(5, Histogram.of(values).message()));
    }

    SummaryValues exhibit(Exhibit exhibit) {
        return switch (exhibit) {
            case Picture picture -> picture(picture);
            case Sound sound -> sound(sound);
            case Words words -> words(words);
        };
    }

    private SummaryValues picture(Picture picture) {
        var image = picture.image();
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written to memory", e);
        }
        return add(value(picture.name())
                .message(
                        4,
                        new ProtoMessage()
                                .number(1, image.getHeight())
                                .number(2, image.getWidth())
                                .number(3, RGB)
                                .bytes(4, png.toByteArray())));
    }

    private SummaryValues sound(Sound sound) {
        return add(value(sound.name())
                .message(
                        6,
                        new ProtoMessage()
                                .real(1, (float) sound.sampleRate())
                                .number(2, 1)
                                .number(3, sound.samples().length)
                                .bytes(4, Wave.of(sound))
                                .text(5, "audio/wav")));
    }

    /** A tensor of one text, for the plugin that shows such. */
    private SummaryValues words(Words words) {
        var plugin = new ProtoMessage().message(1, new ProtoMessage().text(1, "text"));
        var shape = new ProtoMessage().message(2, new ProtoMessage().number(1, 1));
        var tensor = new ProtoMessage().number(1, STRING_TYPE).message(2, shape).text(8, words.text());
        return add(value(words.name()).message(9, plugin).message(8, tensor));
    }

    private static ProtoMessage value(String name) {
        return new ProtoMessage().text(1, name);
    }

    private SummaryValues add(ProtoMessage value) {
        summary.message(1, value);
        return this;
    }
}
