package io.github.data2vec4j.report;

import io.github.data2vec4j.track.Environment;
import java.util.function.LongPredicate;

/**
 * The machine that looks at a run.
 *
 * @param name of it
 * @param isAlive whether a process of this number is there
 */
public record Host(String name, LongPredicate isAlive) {

    /** Whether a run was started here and its process is gone. */
    boolean knowsDead(Environment environment) {
        return environment.host().equals(name) && !isAlive.test(environment.process());
    }
}
