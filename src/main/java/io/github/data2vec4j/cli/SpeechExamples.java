package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.audio.FoundUtterances;
import io.github.data2vec4j.audio.PaddedWaveforms;
import io.github.data2vec4j.audio.Utterance;
import io.github.data2vec4j.audio.Waveform;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.task.Embedder;
import io.github.data2vec4j.task.Question;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Utterances by the speaker, whose folder they lie in, or by the words in them. */
final class SpeechExamples implements ProbeExamples {

    private static final int SAMPLE_RATE = 16_000;
    private static final int BATCH = 8;
    /** A word is asked about if it is said, and not said, so often at least. */
    private static final int SEEN = 8;

    private final List<Utterance> utterances;
    private final List<String> speakers;
    private final ProbeLabels labels;

    SpeechExamples(Path data, int limit, ProbeLabels labels) throws IOException {
        var progress = new FindingProgress();
        try (progress) {
            utterances = Evenly.of(find(data, labels, progress).utterances(), limit);
        }
        speakers = utterances.stream()
                .map(utterance -> ProbeExamples.folderOf(data, fileOf(utterance)))
                .toList();
        this.labels = labels;
        if (labels == ProbeLabels.WORDS) {
            for (var utterance : utterances) {
                if (utterance.transcript() == null) {
                    throw new WrongArgumentException("--labels words needs a transcript of every utterance, and "
                            + utterance.name()
                            + " has none (give a transcripts.tsv in the folder, or JSON lines with text)"
                            + progress.notes().stream().map(note -> "; " + note).collect(Collectors.joining()));
                }
            }
        }
    }

    // What is not asked about need not be right.
    private static FoundUtterances find(Path data, ProbeLabels labels, SearchProgress progress) throws IOException {
        var files = new AudioFiles(SAMPLE_RATE, 1);
        return labels == ProbeLabels.WORDS ? files.findTranscribed(data, progress) : files.find(data, progress);
    }

    @Override
    public String description() {
        return utterances.size() + " utterances";
    }

    @Override
    public List<Question> questions() {
        return labels == ProbeLabels.WORDS ? words() : List.of(Question.about("folder", Question.numbered(speakers)));
    }

    /** Whether each frequent word is said; never asked about a speaker who was learnt from. */
    private List<Question> words() {
        var said = utterances.stream().map(SpeechExamples::wordsOf).toList();
        var counts = new TreeMap<String, Long>(
                said.stream().flatMap(Set::stream).collect(Collectors.groupingBy(word -> word, Collectors.counting())));
        counts.values().removeIf(count -> count < SEEN || count > said.size() - SEEN);
        if (counts.isEmpty()) {
            throw new WrongArgumentException(
                    "no word is said in " + SEEN + " utterances or more, so there is nothing to ask about");
        }
        var groups = Question.numbered(speakers);
        return counts.keySet().stream()
                .map(word -> new Question(
                        word,
                        said.stream()
                                .mapToInt(words -> words.contains(word) ? 1 : 0)
                                .toArray(),
                        groups))
                .toList();
    }

    private static Path fileOf(Utterance utterance) {
        return utterance
                .file()
                .orElseThrow(() -> new WrongArgumentException("a probe asks for the folder of each recording, and "
                        + utterance.name() + " is no file of its own"));
    }

    private static Set<String> wordsOf(Utterance utterance) {
        var text = Objects.requireNonNull(utterance.transcript()).toLowerCase(Locale.ROOT);
        return new TreeSet<>(
                Arrays.asList(text.replaceAll("[^\\p{L}\\p{N}' ]", "").split(" +")));
    }

    @Override
    public float[][] vectors(Embedder embedder) throws IOException {
        var vectors = new ArrayList<float[]>();
        for (int from = 0; from < utterances.size(); from += BATCH) {
            var waveforms = new ArrayList<Waveform>();
            for (var utterance : utterances.subList(from, Math.min(from + BATCH, utterances.size()))) {
                waveforms.add(utterance.read(SAMPLE_RATE).normalised());
            }
            try (var scope = Scope.open()) {
                vectors.addAll(Arrays.asList(embedder.embed(PaddedWaveforms.of(waveforms))));
            }
        }
        return vectors.toArray(float[][]::new);
    }
}
