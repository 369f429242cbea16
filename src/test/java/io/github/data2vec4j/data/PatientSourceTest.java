package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class PatientSourceTest {

    private static final Randomness RANDOMNESS = Randomness.of(5);

    private final Queue<IOException> failures = new ArrayDeque<>();
    private final List<BadSample> bad = new ArrayList<>();

    /** Loads one sample of its number, waiting twice, however short. */
    private Batch load(Duration wait) throws InterruptedException {
        var source = MemorySource.of(1, 1, new long[] {1}, (sample, randomness) -> {
            var failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return new float[] {7};
        });
        var patient = new PatientSource(source, Collections.nCopies(2, wait));
        var tolerated = new BadSamples(10, 0.5, bad::add);
        try (var loader = new Loader(patient, Masking.NONE, RANDOMNESS, Ranks.ALONE, tolerated, 1, 1, 1);
                var batch = loader.next()) {
            return batch;
        }
    }

    @Test
    void whatPassesIsNoFaultOfTheSample() {
        failures.add(new FileSystemException("a.jpg", null, "Stale file handle"));
        failures.add(new IOException("Input/output error"));
        assertThatCode(() -> load(Duration.ZERO)).doesNotThrowAnyException();
        assertThat(failures).isEmpty();
        assertThat(bad).isEmpty();
    }

    @Test
    void whatDoesNotPassEndsTheRunWithItsCause() {
        failures.addAll(Collections.nCopies(3, new FileSystemException("a.jpg", null, "Input/output error")));
        assertThatThrownBy(() -> load(Duration.ZERO))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(StorageException.class)
                .hasMessage("a.jpg: Input/output error (tried 3 times)");
        assertThat(bad).isEmpty();
    }

    static Stream<IOException> ofTheSample() {
        return Stream.of(
                new BadSampleException("picture", "a.jpg", "it is cut off"),
                new NoSuchFileException("a.jpg"),
                new AccessDeniedException("a.jpg"),
                new ClosedByInterruptException());
    }

    // A second try would wait for an hour.
    @ParameterizedTest
    @MethodSource("ofTheSample")
    void whatIsOfTheSampleIsNotTriedAgain(IOException failure) throws Exception {
        failures.add(failure);
        assertThat(load(Duration.ofHours(1)).size()).isEqualTo(1);
        assertThat(bad).hasSize(1);
    }

    @Test
    void closingDoesNotWait() throws Exception {
        var consumer = Thread.currentThread();
        var source = MemorySource.of(1, 1, new long[] {1}, (sample, randomness) -> {
            consumer.interrupt();
            throw new IOException("Input/output error");
        });
        var patient = new PatientSource(source, List.of(Duration.ofHours(1)));
        try (var loader = new Loader(patient, RANDOMNESS, 1, 1, 1)) {
            assertThatThrownBy(loader::next).isInstanceOf(InterruptedException.class);
        }
    }
}
