package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts frames out of a FLAC file, of which only these and a few pieces for finding them are read. */
final class FlacFrames {

    // Frames closer together than this are not told apart: to decode them is less work.
    private static final int NEAR = 1 << 14;

    private static final int BLOCK_HEAD = 4;
    private static final byte LAST_BLOCK = (byte) 0x80;

    private final Content content;
    private final long size;
    private final FlacHeader header;

    /**
     * Where a frame begins, or, behind the last one, the file ends.
     *
     * @param offset in bytes
     * @param sample number of its first sample
     */
    private record Place(long offset, long sample) {}

    /** Two frames, or the end of the file, with a sample between them. */
    private record Between(Place before, Place behind) {}

    /**
     * A FLAC file of some frames of another.
     *
     * @param bytes of it
     * @param first number of its first sample in the other file
     * @param end number of the sample behind its last
     */
    record Excerpt(MemorySegment bytes, long first, long end) {}

    /**
     * @param size of the content in bytes
     * @param header says how many samples there are
     */
    FlacFrames(Content content, long size, FlacHeader header) {
        this.content = content;
        this.size = size;
        this.header = header;
    }

    /**
     * The frames that hold some samples. What is found is not certain to be frames until it is decoded, and turns out
     * to have as many samples as it should.
     *
     * @param from number of the first sample
     * @param to number of the one behind the last
     * @param allocator gives room for the result
     * @return nothing if they cannot be found
     * @throws IOException if the content cannot be read
     */
    Optional<Excerpt> holding(long from, long to, SegmentAllocator allocator) throws IOException {
        var start = start();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var all = new Between(start.get(), new Place(size, header.samples()));
        var first = around(from, all).before;
        var last = around(to - 1, new Between(first, all.behind)).behind;
        var frames = content.piece(first.offset, last.offset - first.offset, allocator);
        var bytes = allocator.allocate(FlacHeader.BYTES + frames.byteSize(), 1);
        bytes.copyFrom(content.piece(0, FlacHeader.BYTES, allocator));
        bytes.asByteBuffer().put(BLOCK_HEAD, LAST_BLOCK);
        bytes.asSlice(FlacHeader.BYTES).copyFrom(frames);
        return Optional.of(new Excerpt(bytes, first.sample, last.sample));
    }

    /** The first frame: behind all blocks, each of which says how long it is and whether it is the last. */
    private Optional<Place> start() throws IOException {
        try (var arena = Arena.ofConfined()) {
            long at = BLOCK_HEAD;
            boolean isLast = false;
            while (!isLast) {
                if (at > size - BLOCK_HEAD) {
                    return Optional.empty();
                }
                int head = content.piece(at, BLOCK_HEAD, arena).asByteBuffer().getInt();
                isLast = head < 0;
                at += BLOCK_HEAD + (head & 0xFF_FFFF);
            }
            long start = at;
            var sound = new Between(new Place(start, -1), new Place(size, header.samples()));
            return next(start, start + 1, sound);
        }
    }

    /** Halves what lies around a sample, until it is little. */
    private Between around(long sample, Between known) throws IOException {
        var before = known.before;
        var behind = known.behind;
        long limit = behind.offset;
        while (limit - before.offset > NEAR) {
            long middle = (before.offset + limit) / 2;
            var found = next(middle, limit, new Between(before, behind));
            if (found.isPresent() && found.get().sample <= sample) {
                before = found.get();
            } else {
                behind = found.orElse(behind);
                limit = middle;
            }
        }
        return new Between(before, behind);
    }

    /** The first frame that begins in a range of bytes, and whose samples are between others. */
    private Optional<Place> next(long from, long limit, Between others) throws IOException {
        for (long at = from; at < limit; at += NEAR) {
            int starts = (int) Math.min(NEAR, limit - at);
            try (var arena = Arena.ofConfined()) {
                long length = Math.min(starts + FlacFrameHeader.MOST_BYTES, size - at);
                var found = first(content.piece(at, length, arena).asByteBuffer(), at, starts, others);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Place> first(ByteBuffer bytes, long offset, int starts, Between others) {
        for (int i = 0; i < starts; i++) {
            var sample = FlacFrameHeader.firstSample(bytes, i, header);
            if (sample.isPresent()
                    && sample.getAsLong() > others.before.sample
                    && sample.getAsLong() < others.behind.sample) {
                return Optional.of(new Place(offset + i, sample.getAsLong()));
            }
        }
        return Optional.empty();
    }
}
