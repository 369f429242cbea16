package io.github.data2vec4j.data;

import java.io.IOException;

/**
 * A sample that was left out.
 *
 * @param name of its file, or of its place in one
 * @param reason why it cannot be read
 */
public record BadSample(String name, String reason) {

    /**
     * What a failure says of a sample.
     *
     * @param name of the sample, where the failure does not know it
     */
    public static BadSample of(String name, IOException failure) {
        return failure instanceof BadSampleException bad
                ? new BadSample(bad.name(), bad.reason())
                : new BadSample(name, String.valueOf(failure.getMessage()));
    }
}
