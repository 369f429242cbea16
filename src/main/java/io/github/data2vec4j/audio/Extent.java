package io.github.data2vec4j.audio;

/** Which samples of a recording an utterance has, counted at the rate that is trained on. */
public sealed interface Extent {

    /** The first of them, from 0. */
    long begin();

    /** How many they are. */
    long samples();

    /** All, and the recording must have just so many. */
    record Whole(long samples) implements Extent {
        @Override
        public long begin() {
            return 0;
        }
    }

    /** Some of them; nobody asks how many there are behind. */
    record Segment(long begin, long samples) implements Extent {

        /** @throws IllegalArgumentException if it begins before the recording, or has a negative length */
        public Segment {
            if (begin < 0 || samples < 0 || begin > Long.MAX_VALUE - samples) {
                throw new IllegalArgumentException(
                        "there is no segment of " + samples + " samples from sample " + begin + " on");
            }
        }

        /** The number of the sample behind the last. */
        long end() {
            return begin + samples;
        }
    }
}
