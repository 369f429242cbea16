package io.github.data2vec4j.text;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each word of a text occurs. Where there are more words than there should be in memory, as of languages
 * without blanks between them, the rarest are forgotten on the way: what is that rare decides over no merge.
 */
final class WordCounts {

    /** About two million words, of which training makes 1 GB. */
    static final long MOST = 1 << 26;

    // What a word takes besides its characters, counted in these.
    private static final int OVERHEAD = 16;

    private final Map<String, Long> occurrences = new HashMap<>();
    private final long most;
    private long size;
    private long forgotten;

    /** @param most how large all words together may become: the characters of each, and {@value #OVERHEAD} */
    WordCounts(long most) {
        this.most = most;
    }

    void add(String word) {
        if (occurrences.merge(word, 1L, Long::sum) == 1) {
            size += size(word);
        }
        if (size > most) {
            // Down to a half, so that it is seldom done.
            for (long rare = 1; size > most / 2; rare *= 2) {
                forget(rare);
            }
        }
    }

    private void forget(long rare) {
        var words = occurrences.entrySet().iterator();
        while (words.hasNext()) {
            var word = words.next();
            if (word.getValue() <= rare) {
                words.remove();
                size -= size(word.getKey());
                forgotten++;
            }
        }
    }

    private static int size(String word) {
        return word.length() + OVERHEAD;
    }

    Map<String, Long> occurrences() {
        return Collections.unmodifiableMap(occurrences);
    }

    /** How many words were forgotten; one that came again counts again. */
    long forgotten() {
        return forgotten;
    }
}
