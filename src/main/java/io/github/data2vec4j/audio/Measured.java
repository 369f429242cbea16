package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What became of a candidate. */
sealed interface Measured {

    /** It can be read, as far as its header tells. */
    record Good(Utterance utterance) implements Measured {}

    /** It cannot. */
    record Bad(BadSampleException why) implements Measured {}

    /** Finds all lengths, on all cores. */
    static List<Measured> all(List<Candidate> candidates, SearchProgress progress) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (var workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("lengths-", 0).daemon().factory())) {
            var pending = new ArrayList<Future<Measured>>();
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

    private static List<Measured> await(List<Future<Measured>> pending, SearchProgress progress) throws IOException {
        var measured = new ArrayList<Measured>();
        for (var one : pending) {
            try {
                measured.add(one.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                if (e.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw new IllegalStateException("cannot find a length: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while looking for utterances", e);
            }
            progress.at(measured.size(), pending.size());
        }
        return measured;
    }

    private static Measured of(Candidate candidate) throws NoUtterancesException {
        try {
            return new Good(
                    new Utterance(candidate.content(), candidate.length().samples(), candidate.transcript()));
        } catch (NoUtterancesException e) {
            // The manifest is wrong, not the recording.
            throw e;
        } catch (BadSampleException e) {
            return new Bad(e);
        } catch (IOException e) {
            return new Bad(new BadAudioException(candidate.content(), e.toString(), e));
        }
    }
}
