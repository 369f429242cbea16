package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the chunks of a WAVE file until it knows format and place of the audio. Chunk: 4 letters, 4 bytes of
 * length, content, and a byte more if the length is odd. In RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) a length of
 * all ones stands in a chunk named ds64 instead; in RIFF, a program wrote it to a pipe, where it could not come back to
 * tell the length, and the audio reaches to the end of the file. SoX has another number for that.
 */
final class WavHeaderParser {

    private static final int CHUNK_BYTES = 8;
    private static final int RIFF_BYTES = 12;
    private static final int FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int DS64_BYTES = 24;
    private static final long ALL_ONES = 0xFFFFFFFFL;

    // Rounded down to whole frames.
    private static final long UNKNOWN_TO_SOX = 0x7FFFF000L;

    private static final int EXTENSIBLE = 0xFFFE;

    // What follows the code in the last 16 bytes of an extensible format: {????-0000-0010-8000-00AA00389B71}.
    private static final long GUID_MIDDLE = 0x0010_0000_0000L;
    private static final long GUID_END = 0x719B_3800_AA00_0080L;

    private static final Set<String> CONTAINERS = Set.of("RIFF", "RF64", "BW64", "RIFX");

    private record Format(int sampleRate, int channels, SampleFormat samples) {

        int frameBytes() {
            return channels * samples.bytes();
        }
    }

    private record Data(long offset, long length) {}

    private final Content content;
    private final long size;
    private MemorySegment window;
    private long windowAt;
    private boolean isRiff;
    private long lengthInDs64 = ALL_ONES;
    private @Nullable Format format;
    private @Nullable Data data;

    private WavHeaderParser(Content content, Content.Beginning beginning) {
        this.content = content;
        this.size = beginning.size();
        this.window = beginning.bytes();
    }

    /**
     * Whether it is for this parser to say what is wrong with a recording.
     *
     * @throws BadAudioException if it is too short to be any
     */
    static boolean isWave(Content content, MemorySegment beginning) throws BadAudioException {
        if (beginning.byteSize() == 0) {
            throw new BadAudioException(content, "the file is empty");
        }
        var start = name(bytes(beginning, 0, (int) Math.min(4, beginning.byteSize())), 0);
        return CONTAINERS.contains(start);
    }

    /**
     * Reads the header: RIFF, or RF64 or BW64 for more than 4 GB. Of the rest of the file only the heads of chunks are
     * read, and these only where the audio begins behind what is there.
     *
     * @param beginning as {@link Content#beginning} gives it, or all of it
     * @throws BadAudioException if it is cut off or broken
     * @throws OtherWaveException if its audio is not stored as is
     * @throws IOException if it cannot be read
     */
    static WavHeader parse(Content content, Content.Beginning beginning) throws IOException, OtherWaveException {
        return new WavHeaderParser(content, beginning).parse();
    }

    private WavHeader parse() throws IOException, OtherWaveException {
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

    private void requireWave() throws IOException, OtherWaveException {
        if (size < RIFF_BYTES) {
            throw bad("its %d bytes are too few for a WAVE file".formatted(size));
        }
        var bytes = bytes(0, RIFF_BYTES);
        var container = name(bytes, 0);
        if (container.equals("RIFX")) {
            throw new OtherWaveException("it is big-endian");
        }
        isRiff = container.equals("RIFF");
        if (!name(bytes, 8).equals("WAVE")) {
            throw bad("it is %s of type '%s', not WAVE".formatted(container, name(bytes, 8)));
        }
    }

    /** Reads or skips a chunk. @return where the next one begins */
    private long readChunk(long at) throws IOException, OtherWaveException {
        var head = bytes(at, CHUNK_BYTES);
        var name = name(head, 0);
        if (name.indexOf('?') >= 0) {
            throw bad("there is no chunk at byte %d, where one must begin".formatted(at));
        }
        long length = Integer.toUnsignedLong(head.getInt(4));
        boolean isData = name.equals("data");
        long start = at + CHUNK_BYTES;
        if (isData && length == ALL_ONES) {
            length = isRiff ? size - start : lengthInDs64;
        } else if (isData && isRiff && format != null && isUnknownToSox(length, size - start, format.frameBytes())) {
            // It adds a byte where their number is odd.
            length = size - start - ((size - start) % format.frameBytes() == 1 ? 1 : 0);
        }
        if (length < 0 || length > size - start) {
            throw bad(tooLong(name, length, size - start));
        }
        if (isData) {
            data = data == null ? new Data(start, length) : data;
        } else if (name.equals("fmt ")) {
            format = format == null ? format(start, length) : format;
        } else if (name.equals("ds64")) {
            lengthInDs64 = dataLength(start, length);
        }
        return start + length + (length & 1);
    }

    private static boolean isUnknownToSox(long length, long left, int frameBytes) {
        return length > left && length == UNKNOWN_TO_SOX - UNKNOWN_TO_SOX % frameBytes;
    }

    private static String tooLong(String name, long length, long left) {
        return "chunk '%s' says that it has %s bytes, but the file has only %d more: it is cut off, or was written to a pipe by a program that did not know the length"
                .formatted(name, Long.toUnsignedString(length), left);
    }

    private long dataLength(long start, long length) throws IOException {
        if (length < DS64_BYTES) {
            throw bad("its ds64 chunk has %d bytes instead of at least %d".formatted(length, DS64_BYTES));
        }
        return bytes(start, DS64_BYTES).getLong(8);
    }

    private Format format(long start, long length) throws IOException, OtherWaveException {
        if (length < FORMAT_BYTES) {
            throw bad("its fmt chunk has %d bytes instead of at least %d".formatted(length, FORMAT_BYTES));
        }
        var bytes = bytes(start, (int) Math.min(length, EXTENSIBLE_BYTES));
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

    private static int tag(ByteBuffer bytes) throws OtherWaveException {
        int tag = Short.toUnsignedInt(bytes.getShort(0));
        if (tag != EXTENSIBLE) {
            return tag;
        }
        if (bytes.limit() < EXTENSIBLE_BYTES) {
            throw new OtherWaveException("extensible format of %d bytes".formatted(bytes.limit()));
        }
        if (bytes.getLong(24) >>> Short.SIZE != GUID_MIDDLE || bytes.getLong(32) != GUID_END) {
            throw new OtherWaveException("extensible format of a kind of its own, such as ambisonic audio");
        }
        return Short.toUnsignedInt(bytes.getShort(24));
    }

    private static SampleFormat sampleFormat(int tag, int bits) throws OtherWaveException {
        return SampleFormat.of(tag, bits)
                .orElseThrow(() -> new OtherWaveException("format %d with %d bits".formatted(tag, bits)));
    }

    private WavHeader header(Format format, Data data) throws BadAudioException {
        int frameBytes = format.frameBytes();
        if (data.length % frameBytes != 0) {
            throw bad("its %d bytes of audio are not a multiple of the %d bytes that its channels take together"
                    .formatted(data.length, frameBytes));
        }
        return new WavHeader(format.sampleRate, format.channels, format.samples, data.length / frameBytes, data.offset);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        if (at < windowAt || at + length > windowAt + window.byteSize()) {
            // On the heap, since there may be as many of them as a broken file has chunks.
            window = content.piece(
                    at,
                    Math.min(AudioLength.BEGINNING, size - at),
                    (bytes, alignment) -> MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]));
            windowAt = at;
        }
        return bytes(window, at - windowAt, length);
    }

    private static ByteBuffer bytes(MemorySegment segment, long at, int length) {
        return segment.asSlice(at, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Four letters; a question mark for each byte that is none. */
    private static String name(ByteBuffer bytes, int at) {
        var letters = new byte[Math.min(4, bytes.limit() - at)];
        for (int i = 0; i < letters.length; i++) {
            byte letter = bytes.get(at + i);
            letters[i] = ' ' <= letter && letter <= '~' ? letter : (byte) '?';
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    private BadAudioException bad(String reason) {
        return new BadAudioException(content, reason);
    }
}
