package io.github.data2vec4j.audio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a line of JSON wants of its file.
 *
 * @param offset seconds of the file before it
 * @param duration its own seconds; if unknown, it goes on to the end of the file
 * @param text what is said, if known
 * @param sampleRate samples per second in which it is cut out
 */
record JsonSegment(
        ManifestLine line,
        double offset,
        @Nullable Double duration,
        @Nullable String text,
        int sampleRate) {

    // Numbers in manifests are often rounded, and the lengths of lossy files are; the files themselves count.
    private static final double TOLERATED_SECONDS = AudioDecoder.TOLERATED_SECONDS;

    // Thirty years: no recording is so long, and sums are far from overflowing.
    private static final double MOST_SECONDS = 1e9;

    // Tells samples of any rate apart.
    private static final int DECIMALS = 6;

    static JsonSegment of(ManifestLine line, JsonNode json, @Nullable String text, int sampleRate)
            throws NoUtterancesException {
        var offset = seconds(line, json, "offset");
        return new JsonSegment(line, offset == null ? 0 : offset, seconds(line, json, "duration"), text, sampleRate);
    }

    private static @Nullable Double seconds(ManifestLine line, JsonNode json, String key) throws NoUtterancesException {
        var node = json.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= MOST_SECONDS)) {
            throw line.mistake(key + " is " + node + ", which is no number of seconds of a file");
        }
        return node.doubleValue();
    }

    /** Number of its first sample. */
    long begin() {
        return samples(offset);
    }

    /** What to call it. */
    String name(String file) {
        return "%s, %s s to %s"
                .formatted(file, text(offset), duration == null ? "the end" : text(offset + duration) + " s");
    }

    /**
     * Where it lies in its file. One from the file's start to about its end is all of it.
     *
     * @param all number of the file's samples
     * @throws BadAudioException if it does not lie in it
     */
    Extent extent(long all) throws BadAudioException {
        if (begin() > 0 && begin() >= all) {
            throw outside("offset is " + text(offset), all);
        }
        if (duration == null) {
            return begin() == 0 ? new Extent.Whole(all) : new Extent.Segment(begin(), all - begin());
        }
        long beyond = samples(offset + duration) - all;
        long tolerated = samples(TOLERATED_SECONDS);
        if (beyond > tolerated) {
            throw outside(place(duration), all);
        }
        return begin() == 0 && beyond >= -tolerated
                ? new Extent.Whole(all)
                : new Extent.Segment(begin(), Math.min(all - begin(), samples(duration)));
    }

    private String place(double duration) {
        return begin() == 0
                ? "duration is " + text(duration)
                : "offset is %s and duration %s, which ends at %s"
                        .formatted(text(offset), text(duration), text(offset + duration));
    }

    private BadAudioException outside(String what, long all) {
        return new BadAudioException(
                line.place(),
                "%s, but the file has %s seconds (%s)".formatted(what, text((double) all / sampleRate), line.place()),
                null);
    }

    private long samples(double seconds) {
        return Math.round(seconds * sampleRate);
    }

    private static String text(double seconds) {
        return BigDecimal.valueOf(seconds)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
