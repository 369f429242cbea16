package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another source, whose samples are read again after a while where the system fails in a way that may pass, such as a
 * network file system that is away, or too many open files. Such a failure says nothing about the sample, and which
 * samples it meets is chance.
 */
public final class PatientSource implements Source {

    private static final Logger LOGGER = LoggerFactory.getLogger(PatientSource.class);

    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final Source source;
    private final List<Duration> waits;

    public PatientSource(Source source) {
        this(source, WAITS);
    }

    PatientSource(Source source, List<Duration> waits) {
        this.source = source;
        this.waits = waits;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public String name(int sample) {
        return source.name(sample);
    }

    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        return source.plan(randomness);
    }

    /**
     * Decodes a sample as the other source does.
     *
     * @throws StorageException if it cannot be read for such a reason, time and again
     * @throws IOException if the sample itself cannot be read
     */
    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        for (int tried = 0; ; tried++) {
            try {
                source.read(sample, randomness, slot);
                return;
            } catch (IOException e) {
                if (!mayPass(e)) {
                    throw e;
                }
                if (tried == waits.size()) {
                    throw new StorageException(tried + 1, e);
                }
                LOGGER.warn(
                        "cannot read {}, trying again in {} s: {}",
                        source.name(sample),
                        waits.get(tried).toSeconds(),
                        e.getMessage());
            }
            pause(waits.get(tried));
        }
    }

    /** What the system says, but for missing files; readers have exceptions of their own for what is broken. */
    private static boolean mayPass(IOException failure) {
        boolean isOfTheSystem = failure.getClass() == IOException.class || failure instanceof FileSystemException;
        return isOfTheSystem
                && !(failure instanceof NoSuchFileException)
                && !(failure instanceof AccessDeniedException);
    }

    private static void pause(Duration wait) throws InterruptedIOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before a sample was read again");
        }
    }
}
