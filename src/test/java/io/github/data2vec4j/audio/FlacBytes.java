package io.github.data2vec4j.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** FLAC files of 16 bits, laid down byte by byte (RFC 9639); samples stand in them as they are. */
final class FlacBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int channels;

    /**
     * A file without frames.
     *
     * @param shortest what it says is the length of its shortest frame but the last
     * @param longest what it says is the length of its longest
     * @param samples what it says is the length of each channel
     */
    FlacBytes(int channels, int sampleRate, int shortest, int longest, long samples) {
        this.channels = channels;
        bytes.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(ByteBuffer.allocate(38)
                .putInt(34)
                .putShort((short) shortest)
                .putShort((short) longest)
                .put(new byte[6])
                .putLong(((long) sampleRate << 44) | ((channels - 1L) << 41) | (15L << 36) | samples)
                .array());
        // A block of an application, so that the frames do not begin where the shortest header ends.
        bytes.writeBytes(ByteBuffer.allocate(104).putInt(0x8200_0064).array());
    }

    /** A file of one channel with frames of one length, the last of which may be shorter. */
    static byte[] mono(int sampleRate, int frameSamples, int... samples) {
        var file = new FlacBytes(1, sampleRate, frameSamples, frameSamples, samples.length);
        for (int at = 0; at < samples.length; at += frameSamples) {
            int[] frame = new int[Math.min(frameSamples, samples.length - at)];
            System.arraycopy(samples, at, frame, 0, frame.length);
            file.frame(at / frameSamples, frame);
        }
        return file.bytes();
    }

    /**
     * Adds a frame of a file in which all but the last are of one length.
     *
     * @param samples of one channel after the other
     */
    FlacBytes frame(long number, int... samples) {
        return frame(0xF8, number, samples);
    }

    /** Adds a frame of a file in which their lengths differ; its number is that of its first sample. */
    FlacBytes frameAt(long sample, int... samples) {
        return frame(0xF9, sample, samples);
    }

    private FlacBytes frame(int strategy, long number, int... samples) {
        var frame = new ByteArrayOutputStream();
        frame.write(0xFF);
        frame.write(strategy);
        // 16 bits with the length, and the file's rate.
        frame.write(0x70);
        frame.write(((channels - 1) << 4) | (4 << 1));
        number(frame, number);
        int length = samples.length / channels;
        frame.write((length - 1) >> 8);
        frame.write(length - 1);
        frame.write(checksum(frame.toByteArray(), 8, 0x07));
        for (int i = 0; i < samples.length; i++) {
            if (i % length == 0) {
                frame.write(1 << 1);
            }
            frame.write(samples[i] >> 8);
            frame.write(samples[i]);
        }
        int checksum = checksum(frame.toByteArray(), 16, 0x8005);
        frame.write(checksum >> 8);
        frame.write(checksum);
        bytes.writeBytes(frame.toByteArray());
        return this;
    }

    private static void number(ByteArrayOutputStream frame, long number) {
        if (number < 0x80) {
            frame.write((int) number);
            return;
        }
        int more = 1;
        while (number >= 1L << (5 * more + 6)) {
            more++;
        }
        frame.write(((0xFF << (7 - more)) & 0xFF) | (int) (number >> (6 * more)));
        for (int i = more - 1; i >= 0; i--) {
            frame.write(0x80 | ((int) (number >> (6 * i)) & 0x3F));
        }
    }

    private static int checksum(byte[] bytes, int bits, int polynomial) {
        int checksum = 0;
        for (byte one : bytes) {
            checksum ^= (one & 0xFF) << (bits - 8);
            for (int i = 0; i < 8; i++) {
                boolean isSet = (checksum >> (bits - 1) & 1) == 1;
                checksum = (checksum << 1 ^ (isSet ? polynomial : 0)) & ((1 << bits) - 1);
            }
        }
        return checksum;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
