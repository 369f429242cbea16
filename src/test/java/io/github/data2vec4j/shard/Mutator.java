package io.github.data2vec4j.shard;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Breaks files: flipped bits, other bytes, extreme numbers, pieces that are cut off, taken out, doubled or zeroed. */
final class Mutator {

    private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '9', ' '};

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** How many broken files a test makes: system property {@code data2vec4j.fuzz.files}. */
    static int files() {
        return Integer.getInteger("data2vec4j.fuzz.files", 300);
    }

    byte[] mutated(byte[] original) {
        var bytes = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        int at = place(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(8)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> Arrays.fill(bytes, at, at + Math.min(length, 8), EXTREMES[random.nextInt(EXTREMES.length)]);
            case 4 -> Arrays.fill(bytes, at, at + length, (byte) 0);
            case 5 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 6 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            default -> {
                return joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return bytes;
    }

    // Half of them near an end, where formats keep what matters most.
    private int place(int length) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(length, 600));
            case 1 -> length - 1 - random.nextInt(Math.min(length, 2000));
            default -> random.nextInt(length);
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
