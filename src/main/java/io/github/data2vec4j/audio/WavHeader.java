package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a WAVE file says about its audio, for which none of the audio is read.
 *
 * @param sampleRate samples per second of a channel
 * @param channels samples that are taken at the same time
 * @param format of a sample
 * @param samples of each channel; the file has all of them
 * @param dataOffset where in the file the first sample begins, in bytes
 */
public record WavHeader(int sampleRate, int channels, SampleFormat format, long samples, long dataOffset) {

    /**
     * Reads the header of a file: RIFF, or RF64 or BW64 for more than 4 GB.
     *
     * @throws BadAudioException if the file is no WAVE file, is compressed, cut off or broken
     * @throws IOException if the file cannot be read at all
     */
    public static WavHeader read(Path file) throws IOException {
        try (var channel = open(file)) {
            return WavHeaderParser.parse(file, channel);
        }
    }

    /**
     * The same, for audio of one rate only.
     *
     * @throws BadAudioException also if the file has another rate
     */
    static WavHeader read(Path file, int sampleRate) throws IOException {
        try (var channel = open(file)) {
            return read(file, channel, sampleRate);
        }
    }

    static WavHeader read(Path file, FileChannel channel, int sampleRate) throws IOException {
        var header = WavHeaderParser.parse(file, channel);
        if (header.sampleRate != sampleRate) {
            throw new BadAudioException(
                    file,
                    "it has %d samples per second, but %d are wanted; convert it first, for example with sox IN.wav -r %2$d OUT.wav"
                            .formatted(header.sampleRate, sampleRate));
        }
        return header;
    }

    static FileChannel open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadAudioException(file, "it is a folder");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Bytes of the samples that all channels take at the same time. */
    int frameBytes() {
        return channels * format.bytes();
    }
}
