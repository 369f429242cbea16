package io.github.data2vec4j.train;

import io.github.data2vec4j.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run is computed by: with another libtorch, or on more threads, it goes on, and may end with other bits.
 *
 * @param threads that one operator may use
 */
record Versions(String data2vec4j, String libtorch, String java, int threads) {

    static Versions current() {
        var packaged = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                packaged == null ? "not packaged" : packaged,
                Torch.version(),
                Runtime.version().toString(),
                Torch.threads());
    }

    /** What has changed, in words; nothing if all is as it was. */
    List<String> changesSince(Versions earlier) {
        var changes = new ArrayList<String>();
        compare("data2vec4j " + data2vec4j, data2vec4j, earlier.data2vec4j, changes);
        compare("libtorch " + libtorch, libtorch, earlier.libtorch, changes);
        compare("Java " + java, java, earlier.java, changes);
        compare(threads + (threads == 1 ? " thread" : " threads"), threads, earlier.threads, changes);
        return changes;
    }

    private static void compare(String text, Object now, Object earlier, List<String> changes) {
        if (!now.equals(earlier)) {
            changes.add(text + " instead of " + earlier);
        }
    }
}
