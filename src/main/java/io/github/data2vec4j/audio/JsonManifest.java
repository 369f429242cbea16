package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An object of JSON in each line, as NVIDIA NeMo has it. */
final class JsonManifest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonManifest() {}

    /**
     * Each file once, in the order in which they are named first.
     *
     * @param rest the lines behind the first
     */
    static List<Candidate> candidates(ManifestLine first, ManifestReader rest, int sampleRate) throws IOException {
        var byFile = new LinkedHashMap<Path, List<JsonSegment>>();
        for (var line = first; line != null; line = rest.next()) {
            var json = json(line);
            byFile.computeIfAbsent(file(line, json), file -> new ArrayList<>())
                    .add(JsonSegment.of(line, json, text(line, json), sampleRate));
        }
        return byFile.entrySet().stream()
                .map(file -> candidate(file.getKey(), file.getValue(), sampleRate))
                .toList();
    }

    private static Candidate candidate(Path file, List<JsonSegment> segments, int sampleRate) {
        var content = new FileContent(file);
        boolean isAlone = segments.size() == 1 && segments.getFirst().begin() == 0;
        return new Candidate(
                content,
                segments.getFirst().line().ifThere(file, () -> AudioLength.of(content, sampleRate)),
                segments.stream()
                        .map(segment -> new Candidate.Passage(
                                isAlone ? content.name() : segment.name(content.name()),
                                segment::extent,
                                segment.text()))
                        .toList());
    }

    private static JsonNode json(ManifestLine line) throws NoUtterancesException {
        try {
            var json = JSON.readTree(line.text());
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // Where its reader began to look helps nobody.
            throw line.mistake("this is no JSON: " + e.getOriginalMessage().replaceAll(" \\(start marker at .*", ""));
        }
        throw line.mistake("expected an object of JSON with the key audio_filepath");
    }

    private static Path file(ManifestLine line, JsonNode json) throws NoUtterancesException {
        var path = json.path("audio_filepath");
        if (!path.isString()) {
            throw line.mistake("expected the key audio_filepath with the path of a file");
        }
        return line.named(line.folder(), path.stringValue());
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
