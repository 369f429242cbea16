package io.github.data2vec4j.track;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened to a run, other than an update.
 *
 * @param step the last update that was made before
 */
public record RunEvent(Instant time, long step, Kind kind, String message) {

    /** What it was. */
    public enum Kind {
        BEGUN,
        RESUMED,
        CHECKPOINT,
        TROUBLE,
        ALARM,
        STOPPED,
        COMPLETE
    }

    String toJson() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("time", time.toString())
                .put("step", step)
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("message", message)
                .toString();
    }

    /** Reads a line of {@link EventsFile}; null if it is none, as half a line of a run that was killed. */
    public static @Nullable RunEvent parse(String line) {
        try {
            var json = JsonMapper.shared().readTree(line);
            return new RunEvent(
                    Instant.parse(json.path("time").asString()),
                    json.path("step").longValue(),
                    Kind.valueOf(json.path("kind").asString().toUpperCase(Locale.ROOT)),
                    json.path("message").asString(""));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            return null;
        }
    }
}
