package io.github.data2vec4j.task;

import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Divides examples into parts with about as many of each class; groups stay together. */
final class Folds {

    private final int[] foldOf;

    private Folds(int[] foldOf) {
        this.foldOf = foldOf;
    }

    /** @param seed decides the division */
    static Folds of(Question question, int count, long seed) {
        var random = Randomness.of(seed).purpose(Purpose.SPLIT).generator();
        var members = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < question.size(); i++) {
            members.computeIfAbsent(question.groups()[i], group -> new ArrayList<>())
                    .add(i);
        }
        if (members.size() < count) {
            throw new IllegalArgumentException(
                    "%d groups of examples cannot be divided into %d parts".formatted(members.size(), count));
        }
        var filled = new int[count][question.classes()];
        var foldOf = new int[question.size()];
        for (var group : shuffled(members.values(), random)) {
            int fold = emptiest(filled, question.answers()[group.getFirst()]);
            for (int example : group) {
                foldOf[example] = fold;
                filled[fold][question.answers()[example]]++;
            }
        }
        return new Folds(foldOf);
    }

    private static List<List<Integer>> shuffled(Iterable<List<Integer>> groups, RandomGenerator random) {
        var all = new ArrayList<List<Integer>>();
        groups.forEach(all::add);
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }

    /** The part with the fewest of a class, and among these with the fewest examples. */
    private static int emptiest(int[][] filled, int answer) {
        int best = 0;
        for (int fold = 1; fold < filled.length; fold++) {
            int fewer = Integer.compare(filled[fold][answer], filled[best][answer]);
            if (fewer < 0 || (fewer == 0 && total(filled[fold]) < total(filled[best]))) {
                best = fold;
            }
        }
        return best;
    }

    private static int total(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Examples of one part. */
    int[] inside(int fold) {
        return examples(fold, true);
    }

    /** Examples of all other parts. */
    int[] outside(int fold) {
        return examples(fold, false);
    }

    private int[] examples(int fold, boolean inside) {
        return IntStream.range(0, foldOf.length)
                .filter(example -> (foldOf[example] == fold) == inside)
                .toArray();
    }
}
