package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the chunks of a WAVE file until it knows format and place of the audio. Chunk: 4 letters, 4 bytes of
 * length, content, and a byte more if the length is odd. In RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) a length of
 * all ones stands in a chunk named ds64 instead.
 */
final class WavHeaderParser {

    private static final int CHUNK_BYTES = 8;
    private static final int RIFF_BYTES = 12;
    private static final int FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int DS64_BYTES = 24;
    private static final long IN_DS64 = 0xFFFFFFFFL;

    private static final int EXTENSIBLE = 0xFFFE;

    // What follows the code in the last 16 bytes of an extensible format: {????-0000-0010-8000-00AA00389B71}.
    private static final long GUID_MIDDLE = 0x0010_0000_0000L;
    private static final long GUID_END = 0x719B_3800_AA00_0080L;

    private static final Map<Integer, String> COMPRESSED = Map.of(
            0x02, "ADPCM", 0x06, "A-law", 0x07, "mu-law", 0x11, "IMA ADPCM", 0x31, "GSM", 0x50, "MPEG", 0x55, "MP3");

    private record Format(int sampleRate, int channels, SampleFormat samples) {}

    private record Data(long offset, long length) {}

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private long lengthInDs64 = IN_DS64;
    private @Nullable Format format;
    private @Nullable Data data;

    private WavHeaderParser(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    static WavHeader parse(Path file, FileChannel channel) throws IOException {
        return new WavHeaderParser(file, channel).parse();
    }

    private WavHeader parse() throws IOException {
        requireWave();
        long at = RIFF_BYTES;
        while (format == null || data == null) {
            if (at > size - CHUNK_BYTES) {
                throw bad("it ends without a chunk " + (format == null ? "'fmt '" : "'data'"));
            }
            at = readChunk(at);
        }
        return header(format, data);
    }

    private void requireWave() throws IOException {
        if (size < RIFF_BYTES) {
            throw bad(size == 0 ? "the file is empty" : "its %d bytes are too few for a WAVE file".formatted(size));
        }
        var bytes = bytes(0, RIFF_BYTES);
        var container = name(bytes, 0);
        switch (container) {
            case "RIFF", "RF64", "BW64" -> {}
            case "RIFX" -> throw bad("it is big-endian WAVE (RIFX), which is not supported");
            default -> throw bad("it is no WAVE file, for it starts with '%s'".formatted(container));
        }
        if (!name(bytes, 8).equals("WAVE")) {
            throw bad("it is %s of type '%s', not WAVE".formatted(container, name(bytes, 8)));
        }
    }

    /** Reads or skips a chunk. @return where the next one begins */
    private long readChunk(long at) throws IOException {
        var head = bytes(at, CHUNK_BYTES);
        var name = name(head, 0);
        if (name.indexOf('?') >= 0) {
            throw bad("there is no chunk at byte %d, where one must begin".formatted(at));
        }
        long length = Integer.toUnsignedLong(head.getInt(4));
        boolean isData = name.equals("data");
        if (isData && length == IN_DS64) {
            length = lengthInDs64;
        }
        long content = at + CHUNK_BYTES;
        if (length < 0 || length > size - content) {
            throw bad(tooLong(name, length, size - content));
        }
        if (isData) {
            data = data == null ? new Data(content, length) : data;
        } else if (name.equals("fmt ")) {
            format = format == null ? format(content, length) : format;
        } else if (name.equals("ds64")) {
            lengthInDs64 = dataLength(content, length);
        }
        return content + length + (length & 1);
    }

    private static String tooLong(String name, long length, long left) {
        return "chunk '%s' says that it has %s bytes, but the file has only %d more: it is cut off, or was written to a pipe by a program that did not know the length"
                .formatted(name, Long.toUnsignedString(length), left);
    }

    private long dataLength(long content, long length) throws IOException {
        if (length < DS64_BYTES) {
            throw bad("its ds64 chunk has %d bytes instead of at least %d".formatted(length, DS64_BYTES));
        }
        return bytes(content, DS64_BYTES).getLong(8);
    }

    private Format format(long content, long length) throws IOException {
        if (length < FORMAT_BYTES) {
            throw bad("its fmt chunk has %d bytes instead of at least %d".formatted(length, FORMAT_BYTES));
        }
        var bytes = bytes(content, (int) Math.min(length, EXTENSIBLE_BYTES));
        int channels = Short.toUnsignedInt(bytes.getShort(2));
        int sampleRate = bytes.getInt(4);
        int frameBytes = Short.toUnsignedInt(bytes.getShort(12));
        int bits = Short.toUnsignedInt(bytes.getShort(14));
        var samples = sampleFormat(tag(bytes), bits);
        if (channels < 1 || sampleRate < 1 || frameBytes != channels * samples.bytes()) {
            throw bad("its format makes no sense: %d channels of %d bits in %d bytes, %s samples per second"
                    .formatted(channels, bits, frameBytes, Integer.toUnsignedString(sampleRate)));
        }
        return new Format(sampleRate, channels, samples);
    }

    private int tag(ByteBuffer bytes) throws BadAudioException {
        int tag = Short.toUnsignedInt(bytes.getShort(0));
        if (tag != EXTENSIBLE) {
            return tag;
        }
        if (bytes.limit() < EXTENSIBLE_BYTES) {
            throw bad("its fmt chunk has %d bytes, but an extensible format needs %d"
                    .formatted(bytes.limit(), EXTENSIBLE_BYTES));
        }
        if (bytes.getLong(24) >>> Short.SIZE != GUID_MIDDLE || bytes.getLong(32) != GUID_END) {
            throw bad("its extensible format is of a kind that is not known");
        }
        return Short.toUnsignedInt(bytes.getShort(24));
    }

    private SampleFormat sampleFormat(int tag, int bits) throws BadAudioException {
        return SampleFormat.of(tag, bits).orElseThrow(() -> bad(whyUnsupported(tag, bits)));
    }

    private static String whyUnsupported(int tag, int bits) {
        var kind = COMPRESSED.get(tag);
        return switch (tag) {
            case SampleFormat.INTEGER ->
                "integers of %d bits are not supported, only of 8, 16, 24 and 32".formatted(bits);
            case SampleFormat.FLOAT -> "floats of %d bits are not supported, only of 32 and 64".formatted(bits);
            default ->
                "it is compressed (%s); convert it to PCM of 16 bits"
                        .formatted(kind == null ? "format %d".formatted(tag) : kind);
        };
    }

    private WavHeader header(Format format, Data data) throws BadAudioException {
        int frameBytes = format.channels * format.samples.bytes();
        if (data.length % frameBytes != 0) {
            throw bad("its %d bytes of audio are not a multiple of the %d bytes that its channels take together"
                    .formatted(data.length, frameBytes));
        }
        return new WavHeader(format.sampleRate, format.channels, format.samples, data.length / frameBytes, data.offset);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        WavSamples.readFully(file, channel, bytes, at);
        return bytes;
    }

    /** Four letters; a question mark for each byte that is none. */
    private static String name(ByteBuffer bytes, int at) {
        var letters = new byte[4];
        for (int i = 0; i < letters.length; i++) {
            byte letter = bytes.get(at + i);
            letters[i] = ' ' <= letter && letter <= '~' ? letter : (byte) '?';
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    private BadAudioException bad(String reason) {
        return new BadAudioException(file, reason);
    }
}
