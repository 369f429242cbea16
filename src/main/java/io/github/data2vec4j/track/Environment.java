package io.github.data2vec4j.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where and how a run was started, or resumed the last time.
 *
 * @param version of data2vec4j
 * @param libtorch its version
 * @param java the JVM's version
 * @param system name, version and architecture
 * @param processors that the JVM sees
 * @param threads of libtorch
 * @param process its number
 * @param folder from which it was started
 * @param command that goes on with the run
 * @param data what was found, in words
 * @param parameters of the student
 */
public record Environment(
        String version,
        String libtorch,
        String java,
        String system,
        String host,
        int processors,
        int threads,
        long process,
        String folder,
        String command,
        String data,
        long parameters) {

    public void write(Path file) throws IOException {
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** What a file says; null if it is missing or no such file. */
    public static @Nullable Environment read(Path file) {
        try {
            return JsonMapper.shared().readValue(Files.readString(file), Environment.class);
        } catch (IOException | JacksonException e) {
            return null;
        }
    }
}
