package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An object of JSON in each line, as NVIDIA NeMo has it. */
final class JsonManifest {

    // Durations are often rounded; the files' own lengths count.
    private static final double TOLERATED_SECONDS = 0.1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonManifest() {}

    static List<Candidate> candidates(List<ManifestLine> lines, int sampleRate) throws NoUtterancesException {
        var candidates = new ArrayList<Candidate>();
        for (var line : lines) {
            var json = json(line);
            refuseSegment(line, json);
            var content = new FileContent(file(line, json));
            candidates.add(new Candidate(content, text(line, json), () -> {
                long samples = AudioLength.of(content, sampleRate);
                requireDuration(line, json, (double) samples / sampleRate);
                return samples;
            }));
        }
        return candidates;
    }

    private static JsonNode json(ManifestLine line) throws NoUtterancesException {
        try {
            var json = JSON.readTree(line.text());
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw line.mistake("this is no JSON: " + e.getOriginalMessage());
        }
        throw line.mistake("expected an object of JSON with the key audio_filepath");
    }

    private static void refuseSegment(ManifestLine line, JsonNode json) throws NoUtterancesException {
        var offset = json.path("offset");
        if (!offset.isMissingNode() && !offset.isNull() && offset.asDouble(1) != 0) {
            throw line.mistake("offset is " + offset
                    + ", but parts of files are not supported; cut the file up, for example with sox");
        }
    }

    private static Path file(ManifestLine line, JsonNode json) throws NoUtterancesException {
        var path = json.path("audio_filepath");
        if (!path.isString()) {
            throw line.mistake("expected the key audio_filepath with the path of a file");
        }
        return line.recording(line.folder(), path.stringValue());
    }

    private static void requireDuration(ManifestLine line, JsonNode json, double seconds) throws NoUtterancesException {
        var duration = json.path("duration");
        if (duration.isMissingNode()) {
            return;
        }
        if (!duration.isNumber() || Math.abs(duration.doubleValue() - seconds) > TOLERATED_SECONDS) {
            throw line.mistake("duration is %s, but the file has %s seconds".formatted(duration, seconds));
        }
    }

    private static @Nullable String text(ManifestLine line, JsonNode json) throws NoUtterancesException {
        var text = json.path("text");
        if (text.isMissingNode() || text.isNull()) {
            return null;
        }
        if (!text.isString()) {
            throw line.mistake("text is not a string, but " + text);
        }
        return text.stringValue();
    }
}
