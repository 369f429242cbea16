package io.github.data2vec4j.cli;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.audio.AudioEncoder;
import io.github.data2vec4j.audio.AudioFiles;
import io.github.data2vec4j.audio.AudioModality;
import io.github.data2vec4j.audio.FoundUtterances;
import io.github.data2vec4j.audio.MaskedUtterance;
import io.github.data2vec4j.audio.SpanMasking;
import io.github.data2vec4j.audio.StoredUtterances;
import io.github.data2vec4j.audio.Utterance;
import io.github.data2vec4j.audio.UtteranceSource;
import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.hub.AudioHub;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.track.Tracking;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import java.io.IOException;
import java.util.Locale;

/**
 * A configuration file for pretraining on speech.
 *
 * @param modality what is pretrained
 * @param seed of everything random
 * @param model the network
 * @param teacher what it shares with the student
 * @param masking which frames the student does not see
 * @param utterances which files are trained on
 * @param batches how much a batch holds
 * @param reading how the corpus is read
 * @param method targets, loss and teacher
 * @param optimizer the numbers of AdamW
 * @param learningRate its course
 * @param collapse when a run is stopped
 * @param checkpoints when a run is saved
 * @param tracking what is written for TensorBoard
 * @param training how long and how fast
 */
record SpeechRun(
        RunKind modality,
        long seed,
        AudioConfig model,
        Teacher teacher,
        SpanMasking masking,
        AudioFiles utterances,
        UtteranceSource.Batches batches,
        Reading reading,
        Method method,
        AdamW.Config optimizer,
        LearningRate learningRate,
        Collapse collapse,
        Checkpoints checkpoints,
        Tracking tracking,
        Pretrainer.Config training)
        implements PretrainRun {

    /**
     * What the teacher does not average.
     *
     * @param sharesPositions whether it uses the student's position encoder, as it does its feature encoder
     */
    record Teacher(boolean sharesPositions) {}

    SpeechRun {
        PretrainRun.check(model.layers(), method, learningRate, training);
        long shortest = Math.min(utterances.minSamples(), batches.cropSamples());
        if (!masking.alwaysShowsSome(model.frames(shortest))) {
            throw ConfigException.of(
                    "utterances.minSamples",
                    "and 'batches.cropSamples' must be long enough that masking leaves something to see; of " + shortest
                            + " samples, " + model.frames(shortest) + " frames, it may not");
        }
    }

    @Override
    public Encoder encoder(Parameters at) {
        return new AudioEncoder(at, model);
    }

    @Override
    public String batchKeys() {
        return "batches.maxSamples (or batches.cropSamples, where a batch is one long utterance)";
    }

    @Override
    public Corpus corpus(DataPlaces places) throws IOException {
        places.refuseTokenizer();
        var stored = find(places);
        var found = stored.found();
        ShuffleReach.of(found.shards(), reading.shuffleWindow()).ifPresent(places.out()::println);
        return new Corpus(
                new AudioModality(model, masking, teacher.sharesPositions()),
                new UtteranceSource(found.utterances(), found.shards(), utterances.sampleRate(), batches, reading),
                new MaskedUtterance(utterances.sampleRate()),
                description(found),
                folder -> AudioHub.write(folder.resolve("config.json"), model),
                stored::close,
                found.bad().stream()
                        .map(bad -> new BadSample(bad.name(), bad.reason()))
                        .toList());
    }

    private StoredUtterances find(DataPlaces places) throws IOException {
        var progress = new FindingProgress();
        try (progress) {
            return StoredUtterances.open(places.data(), utterances, progress);
        } finally {
            progress.tell(places.out());
        }
    }

    private String description(FoundUtterances found) {
        double seconds = (double) found.utterances().stream()
                        .mapToLong(Utterance::samples)
                        .sum()
                / utterances.sampleRate();
        var tooShort = found.tooShort() == 0
                ? ""
                : String.format(Locale.ROOT, " (%,d more are shorter than utterances.minSamples)", found.tooShort());
        var bad = found.bad().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%,d more cannot be used; the first: %s)",
                        found.bad().size(),
                        found.bad().getFirst().getMessage());
        return String.format(
                Locale.ROOT,
                "%,d utterances, %s%s%s",
                found.utterances().size(),
                seconds < 7200
                        ? String.format(Locale.ROOT, "%.1f minutes", seconds / 60)
                        : String.format(Locale.ROOT, "%,.1f hours", seconds / 3600),
                tooShort,
                bad);
    }
}
