package io.github.data2vec4j.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAVE files laid down byte by byte. */
final class WaveBytes {

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private final String container;

    private WaveBytes(String container) {
        this.container = container;
    }

    static WaveBytes riff() {
        return new WaveBytes("RIFF");
    }

    static WaveBytes container(String name) {
        return new WaveBytes(name);
    }

    /** Mono, 16 bits, 16 kHz. */
    static byte[] speech(int... samples) {
        return riff().format(1, 1, 16_000, 16).shorts(samples).bytes();
    }

    WaveBytes format(int tag, int channels, int sampleRate, int bits) {
        return chunk("fmt ", formatBytes(16, tag, channels, sampleRate, bits).array());
    }

    static ByteBuffer formatBytes(int length, int tag, int channels, int sampleRate, int bits) {
        int frameBytes = channels * bits / 8;
        return little(length)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(sampleRate)
                .putInt(sampleRate * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) bits);
    }

    WaveBytes shorts(int... samples) {
        var data = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            data[2 * i] = (byte) samples[i];
            data[2 * i + 1] = (byte) (samples[i] >> Byte.SIZE);
        }
        return data(data);
    }

    WaveBytes data(byte... bytes) {
        return chunk("data", bytes);
    }

    /** With a byte more where the content is odd. */
    WaveBytes chunk(String name, byte... content) {
        return chunkOfLength(name, content.length, content);
    }

    /** A chunk that says it has another length. */
    WaveBytes chunkOfLength(String name, long length, byte... content) {
        chunks.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        chunks.writeBytes(little(4).putInt((int) length).array());
        chunks.writeBytes(content);
        if (content.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    byte[] bytes() {
        var content = chunks.toByteArray();
        return little(12 + content.length)
                .put(container.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4 + content.length)
                .put("WAVE".getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
    }

    static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
