package io.github.data2vec4j.text;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Breaks files in the ways in which they break readers. */
final class Mutator {

    /** How many broken files a test tries; {@code -Ddata2vec4j.fuzz.files=10000} for many. */
    static final int FILES = Integer.getInteger("data2vec4j.fuzz.files", 200);

    // Signs, numbers that are large or one beside a power of two, and what means something in JSON.
    private static final byte[] BYTES = {
        0,
        1,
        2,
        0x10,
        0x7F,
        (byte) 0x80,
        (byte) 0xFE,
        (byte) 0xFF,
        '"',
        '\\',
        '{',
        '}',
        '[',
        ',',
        ':',
        '\n',
        '9',
        '-',
        'e'
    };

    private Mutator() {}

    /** Replaces, inserts or deletes at one to three places, sets four bytes to one value, doubles a part, or cuts. */
    static byte[] mutate(byte[] valid, RandomGenerator random) {
        var changed = valid;
        for (int times = 1 + random.nextInt(3); times > 0 && changed.length > 0; times--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] valid, RandomGenerator random) {
        int at = random.nextInt(valid.length);
        byte one = random.nextBoolean() ? BYTES[random.nextInt(BYTES.length)] : (byte) random.nextInt(256);
        return switch (random.nextInt(7)) {
            case 0 -> filled(valid, at, at + 1, one);
            case 1 -> filled(valid, at, Math.min(valid.length, at + 4), one);
            case 2 -> Arrays.copyOf(valid, at);
            case 3 -> joined(valid, at, at + 1);
            case 4 -> joined(valid, at, at - Math.min(at, random.nextInt(20)));
            case 5 -> filled(joined(valid, at + 1, at), at, at + 1, one);
            default -> flipped(valid, at, random.nextInt(8));
        };
    }

    private static byte[] flipped(byte[] valid, int at, int bit) {
        var changed = valid.clone();
        changed[at] ^= (byte) (1 << bit);
        return changed;
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
