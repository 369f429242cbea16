package io.github.data2vec4j.shard;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The extended header of POSIX.1-2001: records {@code LENGTH KEY=VALUE\n}. */
final class PaxRecords {

    private PaxRecords() {}

    /** Null if they are broken. */
    static @Nullable Map<String, String> parse(byte[] data) {
        var records = new HashMap<String, String>();
        int at = 0;
        while (at < data.length && data[at] != 0) {
            int blank = indexOf(data, ' ', at, Math.min(data.length, at + 8));
            int length = blank < 0 ? -1 : digits(data, at, blank);
            if (length <= blank - at || length > data.length - at || data[at + length - 1] != '\n') {
                return null;
            }
            int equal = indexOf(data, '=', blank + 1, at + length);
            if (equal < 0) {
                return null;
            }
            records.put(text(data, blank + 1, equal), text(data, equal + 1, at + length - 1));
            at += length;
        }
        return records;
    }

    private static int indexOf(byte[] data, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int digits(byte[] data, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return -1;
            }
            value = value * 10 + data[i] - '0';
        }
        return value;
    }

    private static String text(byte[] data, int from, int to) {
        return TarText.decode(data, from, to);
    }
}
