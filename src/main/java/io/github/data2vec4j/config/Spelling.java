package io.github.data2vec4j.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the key that somebody meant. */
final class Spelling {
    private Spelling() {}

    /** The nearest of the valid words, if no more than a third of the letters (or one) would have to change. */
    static Optional<String> nearest(String written, List<String> valid) {
        var limit = Math.max(1, written.length() / 3);
        return valid.stream()
                .filter(word -> distance(written, word) <= limit)
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment distance). */
    static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                var best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
                best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        return rows[a.length()][b.length()];
    }
}
