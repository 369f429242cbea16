package io.github.data2vec4j.audio;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Breaks files. */
final class Mutations {

    // What readers break on: signs, and numbers that are large or one beside a power of two.
    private static final byte[] BYTES = {0, 1, 2, 3, 0x10, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

    private Mutations() {}

    /** Breaks a file at several places, half of which lie in its first 200 bytes, where headers are. */
    static byte[] some(byte[] valid, SplittableRandom random) {
        var mutated = valid;
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count && mutated.length > 0; i++) {
            mutated = at(
                    mutated,
                    random.nextInt(random.nextBoolean() ? Math.min(200, mutated.length) : mutated.length),
                    random);
        }
        return mutated;
    }

    /** Breaks it at one place. */
    static byte[] one(byte[] valid, SplittableRandom random) {
        return at(valid, random.nextInt(valid.length), random);
    }

    /** Replaces, inserts or deletes, sets four bytes to one value, or cuts. */
    private static byte[] at(byte[] valid, int at, SplittableRandom random) {
        byte one = random.nextBoolean() ? BYTES[random.nextInt(BYTES.length)] : (byte) random.nextInt(256);
        return switch (random.nextInt(5)) {
            case 0 -> filled(valid, at, at + 1, one);
            case 1 -> filled(valid, at, Math.min(valid.length, at + 4), one);
            case 2 -> Arrays.copyOf(valid, at);
            case 3 -> joined(valid, at, at + 1);
            default -> joined(valid, at, at - Math.min(at, 1));
        };
    }

    private static byte[] filled(byte[] valid, int from, int to, byte value) {
        var changed = valid.clone();
        Arrays.fill(changed, from, to, value);
        return changed;
    }

    /** What is before the one place, then what is from the other one on. */
    private static byte[] joined(byte[] valid, int before, int from) {
        var changed = Arrays.copyOf(valid, before + valid.length - from);
        System.arraycopy(valid, from, changed, before, valid.length - from);
        return changed;
    }
}
