package io.github.data2vec4j.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** More of a corpus than is tolerated cannot be read; the message names the first of it. */
public final class TooManyBadSamplesException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A message names so many. */
    public static final int SHOWN = 10;

    private TooManyBadSamplesException(String message) {
        super(message);
    }

    /**
     * Tells what cannot be read.
     *
     * @param bad how many
     * @param all good and bad ones
     * @param kind what they are, in the plural
     * @param maxShare how many of all may be bad, from 0 to 1
     * @param found the bad ones, or at least the first {@link #SHOWN}
     */
    public static TooManyBadSamplesException of(
            long bad, long all, String kind, double maxShare, Collection<BadSample> found) {
        var message = new StringBuilder(
                bad > maxShare * all
                        ? String.format(
                                Locale.ROOT,
                                "%,d of %,d %s cannot be read, more than the %s %% that are tolerated:",
                                bad,
                                all,
                                kind,
                                BigDecimal.valueOf(maxShare)
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString())
                        : String.format(Locale.ROOT, "none of the %,d %s can be read:", all, kind));
        found.stream()
                .limit(SHOWN)
                .forEach(one ->
                        message.append("\n  ").append(one.name()).append(": ").append(one.reason()));
        if (bad > SHOWN) {
            message.append(String.format(Locale.ROOT, "\n  and %,d more", bad - SHOWN));
        }
        return new TooManyBadSamplesException(message.toString());
    }
}
