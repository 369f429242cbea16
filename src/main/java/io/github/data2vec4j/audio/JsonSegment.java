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

    // Tells samples of any rate apart.
    private static final int DECIMALS = 6;

    static JsonSegment of(ManifestLine line, JsonNode json, @Nullable String text, int sampleRate)
            throws NoUtterancesException {
        var offset = seconds(line, json, "offset");
        return new JsonSegment(
                line, offset == null ? 0 : offset, seconds(line, json, "duration"), text, sampleRate);
    }

    private static @Nullable Double seconds(ManifestLine line, JsonNode json, String key)
            throws NoUtterancesException {
        var node = json.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= Double.MAX_VALUE)) {
            throw line.mistake(key + " is " + node + ", which is no number of seconds from 0 on");
        }
        return node.doubleValue();
    }

    /** Number of its first sample. */
    long begin() {
        return Math.round(offset * sampleRate);
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
     * @throws NoUtterancesException if it does not lie in it
     */
    Extent extent(long all) throws NoUtterancesException {
        double seconds = (double) all / sampleRate;
        double end = duration == null ? seconds : offset + duration;
        if (begin() > 0 && begin() >= all) {
            throw line.mistake("offset is %s, but the file has %s seconds".formatted(text(offset), text(seconds)));
        }
        if (end - seconds > TOLERATED_SECONDS) {
            throw line.mistake("%s, but the file has %s seconds".formatted(whereItEnds(end), text(seconds)));
        }
        if (begin() == 0 && Math.abs(end - seconds) <= TOLERATED_SECONDS) {
            return new Extent.Whole(all);
        }
        long rest = all - begin();
        return new Extent.Segment(
                begin(), duration == null ? rest : Math.min(rest, Math.round(duration * sampleRate)));
    }

    private String whereItEnds(double end) {
        return begin() == 0
                ? "duration is " + text(end)
                : "offset is %s and duration %s, which ends at %s"
                        .formatted(text(offset), text(end - offset), text(end));
    }

    private static String text(double seconds) {
        return BigDecimal.valueOf(seconds)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
