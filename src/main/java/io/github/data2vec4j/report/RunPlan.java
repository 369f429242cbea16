package io.github.data2vec4j.report;

/**
 * What a run's configuration says about it.
 *
 * @param subject what it is trained on, such as {@code pictures}
 * @param steps updates of the whole run; 0 where that is not known
 * @param targetFloor least deviation of the targets; 0 for none
 * @param predictionFloor least deviation of the predictions; 0 for none
 * @param configuration to be shown, with comments
 */
public record RunPlan(String subject, long steps, double targetFloor, double predictionFloor, String configuration) {

    /** Makes it of a configuration's text, or as much of it as can be made of one that is no longer right. */
    @FunctionalInterface
    public interface Reader {
        RunPlan read(String yaml);
    }
}
