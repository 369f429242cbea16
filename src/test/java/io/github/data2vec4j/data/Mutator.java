package io.github.data2vec4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Breaks files in the ways in which they break readers; what it does is decided by its source of random numbers. */
public final class Mutator {

    // Signs, and numbers that are large or one beside a power of two.
    private static final byte[] NUMBERS = {0, 1, 2, 3, 0x10, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

    // What means something in JSON, or is a digit or a space where a number is written out.
    private static final byte[] LETTERS = {'"', '\\', '{', '}', '[', ',', ':', '\n', '9', '-', 'e', ' '};

    private static final int FEW_BYTES = 4;
    private static final int MANY_BYTES = 64;
    private static final int MOST_CHANGES = 5;

    private final RandomGenerator random;

    public Mutator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How many broken files a test tries; {@code -Ddata2vec4j.fuzz.files=10000} for many.
     *
     * @param usually how many without that
     */
    public static int files(int usually) {
        return Integer.getInteger("data2vec4j.fuzz.files", usually);
    }

    /** Breaks a file at one to five places. */
    public byte[] mutated(byte[] valid) {
        var changed = valid;
        for (int times = random.nextInt(1, MOST_CHANGES + 1); times > 0 && changed.length > 0; times--) {
            changed = once(changed);
        }
        return changed;
    }

    /** Breaks it at one place. */
    public byte[] once(byte[] valid) {
        int at = place(valid.length);
        int length = length(valid.length - at);
        return switch (random.nextInt(11)) {
            case 0, 1 -> filled(valid, at, 1, (byte) (valid[at] ^ 1 << random.nextInt(Byte.SIZE)));
            case 2 -> filled(valid, at, 1, value());
            case 3 -> filled(valid, at, length, value());
            case 4 -> filled(valid, at, length, (byte) (random.nextBoolean() ? 0 : 0xFF));
            case 5 -> Arrays.copyOf(valid, at);
            case 6 -> Arrays.copyOf(valid, valid.length - random.nextInt(valid.length) / 4);
            case 7 -> joined(valid, at, at + length);
            case 8 -> joined(valid, at + length, at);
            case 9 -> filled(joined(valid, at + 1, at), at, 1, value());
            default -> exchanged(valid, at, random.nextInt(valid.length));
        };
    }

    // Headers stand at the start, and what some formats need most at the end.
    private int place(int length) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> random.nextInt(Math.min(length, 200));
            case 2 -> random.nextInt(Math.min(length, 600));
            case 3, 4 -> length - 1 - random.nextInt(Math.min(length, 2000));
            default -> random.nextInt(length);
        };
    }

    private int length(int most) {
        return random.nextInt(1, 1 + Math.min(most, random.nextBoolean() ? FEW_BYTES : MANY_BYTES));
    }

    private byte value() {
        return switch (random.nextInt(3)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1 -> LETTERS[random.nextInt(LETTERS.length)];
            default -> (byte) random.nextInt();
        };
    }

    private static byte[] filled(byte[] valid, int from, int length, byte value) {
        var changed = valid.clone();
        Arrays.fill(changed, from, from + length, value);
        return changed;
    }

    /** What is before the one place, then what is from the other one on. */
    private static byte[] joined(byte[] valid, int before, int from) {
        var changed = Arrays.copyOf(valid, before + valid.length - from);
        System.arraycopy(valid, from, changed, before, valid.length - from);
        return changed;
    }

    private static byte[] exchanged(byte[] valid, int one, int other) {
        var changed = valid.clone();
        changed[one] = valid[other];
        changed[other] = valid[one];
        return changed;
    }
}
