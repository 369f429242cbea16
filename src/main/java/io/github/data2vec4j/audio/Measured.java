package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What became of a passage of a recording. */
sealed interface Measured {

    /** It can be read, as far as its header tells. */
    record Good(Utterance utterance) implements Measured {}

    /** It cannot. */
    record Bad(BadSampleException why) implements Measured {}

    /** Finds all lengths, on all cores; each recording is opened once, and its passages stay together. */
    static List<Measured> all(List<Candidate> candidates, SearchProgress progress) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (var workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("lengths-", 0).daemon().factory())) {
            var pending = new ArrayList<Future<List<Measured>>>();
            for (var candidate : candidates) {
                pending.add(workers.submit(() -> of(candidate)));
            }
            try {
                return await(pending, progress);
            } catch (IOException | RuntimeException e) {
                workers.shutdownNow();
                throw e;
            }
        }
    }

    private static List<Measured> await(List<Future<List<Measured>>> pending, SearchProgress progress)
            throws IOException {
        var measured = new ArrayList<Measured>();
        int done = 0;
        for (var one : pending) {
            try {
                measured.addAll(one.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw new IllegalStateException("cannot find a length: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while looking for utterances", e);
            }
            progress.at("recordings", ++done, pending.size());
        }
        return measured;
    }

    private static List<Measured> of(Candidate candidate) {
        long samples;
        try {
            samples = candidate.length().samples();
        } catch (IOException e) {
            return candidate.passages().stream().map(passage -> bad(passage, e)).toList();
        }
        return candidate.passages().stream()
                .map(passage -> of(candidate, passage, samples))
                .toList();
    }

    private static Measured of(Candidate candidate, Candidate.Passage passage, long samples) {
        try {
            var extent = passage.choice().of(samples);
            return extent.samples() == 0
                    ? new Bad(new BadAudioException(passage.name(), "it has no samples", null))
                    : new Good(new Utterance(candidate.content(), extent, passage.name(), passage.transcript()));
        } catch (BadAudioException e) {
            return bad(passage, e);
        }
    }

    private static Measured bad(Candidate.Passage passage, IOException why) {
        var reason = why instanceof BadSampleException bad ? bad.reason() : why.toString();
        return new Bad(new BadAudioException(passage.name(), reason, why));
    }
}
