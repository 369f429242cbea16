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
 * @param versions of all that wrote it
 * @param progress of the run
 * @param configuration of the run, in full
 * @param layout how parameters lie in the files
 * @param files with their sizes and checksums
 */
record CheckpointHeader(
        int format,
        Versions versions,
        RunProgress progress,
        String configuration,
        List<String> layout,
        Map<String, File> files) {

    static final int FORMAT = 3;

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

    /** What a checkpoint says before its files are written. */
    static CheckpointHeader of(RunProgress progress, String configuration, List<String> layout) {
        return new CheckpointHeader(FORMAT, Versions.current(), progress, configuration, layout, Map.of());
    }

    CheckpointHeader with(Map<String, File> written) {
        return new CheckpointHeader(format, versions, progress, configuration, layout, written);
    }

    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** @throws IllegalArgumentException if the text is no such description */
    static CheckpointHeader parse(String json) {
        try {
            var tree = JsonMapper.shared().readTree(json);
            int format = tree.path("format").asInt(0);
            if (format != FORMAT) {
                throw new IllegalArgumentException("it has format " + format + ", and this version reads " + FORMAT);
            }
            return JsonMapper.shared().treeToValue(tree, CheckpointHeader.class);
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("checkpoint.json is broken", e);
        }
    }
}
