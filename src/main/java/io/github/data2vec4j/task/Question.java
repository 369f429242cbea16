package io.github.data2vec4j.task;

import java.util.ArrayList;
import java.util.List;

/**
 * What a probe is asked about every example.
 *
 * @param name such as {@code speaker}
 * @param answers the right class of each example, from 0
 * @param groups examples of one group are never both learnt from and asked about, such as pieces of one document
 */
public record Question(String name, int[] answers, int[] groups) {

    public Question {
        if (answers.length == 0 || answers.length != groups.length) {
            throw new IllegalArgumentException(
                    answers.length + " answers and " + groups.length + " groups are no question about examples");
        }
    }

    /** About examples that have nothing to do with each other. */
    public static Question about(String name, int[] answers) {
        var groups = new int[answers.length];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = i;
        }
        return new Question(name, answers, groups);
    }

    /** Numbers names in the order in which they first occur. */
    public static int[] numbered(List<String> names) {
        var known = new ArrayList<String>();
        return names.stream()
                .mapToInt(name -> {
                    if (!known.contains(name)) {
                        known.add(name);
                    }
                    return known.indexOf(name);
                })
                .toArray();
    }

    /** Number of examples. */
    public int size() {
        return answers.length;
    }

    /** Number of classes. */
    public int classes() {
        int largest = 0;
        for (int answer : answers) {
            largest = Math.max(largest, answer);
        }
        return largest + 1;
    }
}
