package io.github.data2vec4j.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a token lies in a shard; little endian. */
enum TokenType {
    UINT16(Short.BYTES) {
        @Override
        void put(int token, ByteBuffer to) {
            to.putShort((short) token);
        }

        @Override
        long widen(MemorySegment tokens, long from, int count, MemorySegment to, long at) {
            long largest = 0;
            for (int i = 0; i < count; i++) {
                long token = Short.toUnsignedLong(tokens.getAtIndex(SHORT, from + i));
                largest = Math.max(largest, token);
                to.setAtIndex(ValueLayout.JAVA_LONG, at + i, token);
            }
            return largest;
        }
    },
    INT32(Integer.BYTES) {
        @Override
        void put(int token, ByteBuffer to) {
            to.putInt(token);
        }

        @Override
        long widen(MemorySegment tokens, long from, int count, MemorySegment to, long at) {
            long largest = 0;
            for (int i = 0; i < count; i++) {
                // A negative one becomes the largest of all.
                long token = Integer.toUnsignedLong(tokens.getAtIndex(INT, from + i));
                largest = Math.max(largest, token);
                to.setAtIndex(ValueLayout.JAVA_LONG, at + i, token);
            }
            return largest;
        }
    };

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int MOST_OF_UINT16 = 1 << 16;

    private final int bytes;

    TokenType(int bytes) {
        this.bytes = bytes;
    }

    /** The smallest that has room for all tokens of a vocabulary. */
    static TokenType of(Vocabulary vocabulary) {
        return vocabulary.size() <= MOST_OF_UINT16 ? UINT16 : INT32;
    }

    int bytes() {
        return bytes;
    }

    /** Appends a token to a little-endian buffer. */
    abstract void put(int token, ByteBuffer to);

    /**
     * Copies tokens of a shard as int64.
     *
     * @param from the first token
     * @param at index in {@code to} of the first copy
     * @return the largest of them
     */
    abstract long widen(MemorySegment tokens, long from, int count, MemorySegment to, long at);
}
