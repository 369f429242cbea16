package io.github.data2vec4j.track;

import io.github.data2vec4j.data2vec.Preview.Sound;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A sound as a WAV file of 16 bits. */
final class Wave {

    private Wave() {}

    static byte[] of(Sound sound) {
        var samples = ByteBuffer.allocate(sound.samples().length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : sound.samples()) {
            samples.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
        }
        var format = new AudioFormat(sound.sampleRate(), Short.SIZE, 1, true, false);
        var content = new ByteArrayInputStream(samples.array());
        var file = new ByteArrayOutputStream();
        try (var stream = new AudioInputStream(content, format, sound.samples().length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file);
        } catch (IOException e) {
            throw new UncheckedIOException("a sound could not be written to memory", e);
        }
        return file.toByteArray();
    }
}
