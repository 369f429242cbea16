package io.github.data2vec4j.shard;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a field of a Thrift structure is; fields that are not named may be anything. */
sealed interface ThriftShape {

    /** Whether a type of the compact protocol can have this shape. */
    boolean fits(int type);

    /** The shape of a field of a structure; null if it may be anything. */
    default @Nullable ThriftShape field(int number) {
        return null;
    }

    /** The shape of an element of a list; null if it may be anything. */
    default @Nullable ThriftShape element() {
        return null;
    }

    /** A type of the compact protocol, such as 5 for 32 bits. */
    record Value(int type) implements ThriftShape {
        @Override
        public boolean fits(int other) {
            return other == type;
        }
    }

    /** A truth value, whose type is itself. */
    record Truth() implements ThriftShape {
        @Override
        public boolean fits(int type) {
            return type == 1 || type == 2;
        }
    }

    /** Elements of one shape. */
    record Elements(ThriftShape element) implements ThriftShape {
        @Override
        public boolean fits(int type) {
            return type == 9;
        }
    }

    /** Fields by number. */
    record Fields(Map<Integer, ThriftShape> shapes) implements ThriftShape {
        @Override
        public boolean fits(int type) {
            return type == 12;
        }

        @Override
        public @Nullable ThriftShape field(int number) {
            return shapes.get(number);
        }
    }

    /** A union of structures. */
    record Union() implements ThriftShape {
        @Override
        public boolean fits(int type) {
            return type == 12;
        }

        @Override
        public ThriftShape field(int number) {
            return new Fields(Map.of());
        }
    }
}
