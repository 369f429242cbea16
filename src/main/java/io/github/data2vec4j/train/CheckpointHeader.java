package io.github.data2vec4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint says of itself.
 *
 * @param format version of this description
 * @param step the last update in it
 * @param configuration of the run, in full
 * @param libtorch its version
 * @param java the JVM's version
 * @param layout how parameters lie in the files
 * @param files with their sizes and checksums
 */
record CheckpointHeader(
        int format,
        long step,
        String configuration,
        String libtorch,
        String java,
        List<String> layout,
        Map<String, File> files) {

    static final int FORMAT = 1;

    /**
     * A file of the checkpoint.
     *
     * @param crc32c of its content (Castagnoli)
     */
    record File(long bytes, long crc32c) {}

    CheckpointHeader {
        layout = List.copyOf(layout);
        files = new LinkedHashMap<>(files);
    }

    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** @throws IllegalArgumentException if the text is no such description */
    static CheckpointHeader parse(String json) {
        try {
            var header = JsonMapper.shared().readValue(json, CheckpointHeader.class);
            if (header.format != FORMAT) {
                throw new IllegalArgumentException(
                        "it has format " + header.format + ", and this version reads " + FORMAT);
            }
            return header;
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("checkpoint.json is broken", e);
        }
    }
}
