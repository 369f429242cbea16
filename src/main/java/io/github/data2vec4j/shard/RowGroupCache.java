package io.github.data2vec4j.shard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The row groups that were used last, decoded once however many threads ask for them. Safe for use by many threads.
 * They are decoded on threads of its own, because those that ask may be interrupted.
 */
final class RowGroupCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RowGroupCache.class);
    private static final int THREADS = 2;

    /** Uses the values while they are there. */
    @FunctionalInterface
    interface Use<R> {
        R apply(RowGroupCells cells) throws IOException;
    }

    private final List<RowGroupPlace> places;
    private final RowGroupDecoder decoder;
    private final long limit;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("row-groups-", 0).factory());
    private final LinkedHashMap<Integer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private boolean closed;

    /**
     * @param places all row groups
     * @param decoder this one's to close
     * @param limit bytes to keep; a row group that is larger is kept alone
     */
    RowGroupCache(List<RowGroupPlace> places, RowGroupDecoder decoder, long limit) {
        this.places = places;
        this.decoder = decoder;
        this.limit = limit;
    }

    /**
     * Does something with the values of a row group.
     *
     * @throws BadShardException if it is broken, now and whenever it is asked for
     * @throws IOException if it cannot be read
     * @throws InterruptedIOException if this thread was interrupted while it waited
     * @throws IllegalStateException if closed
     */
    <R> R use(int group, Use<R> use) throws IOException {
        var entry = acquire(group);
        try {
            return use.apply(entry.cells.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while " + places.get(group).file() + " was decoded");
        } catch (ExecutionException e) {
            throw failure(group, entry, e);
        } finally {
            release(entry);
        }
    }

    private synchronized Entry acquire(int group) {
        if (closed) {
            throw new IllegalStateException("these samples are closed");
        }
        var entry = entries.computeIfAbsent(group, _ -> new Entry(threads.submit(() -> decode(group))));
        entry.users++;
        return entry;
    }

    private RowGroupCells decode(int group) throws IOException {
        var cells = decoder.decode(places.get(group));
        synchronized (this) {
            bytes += cells.bytes();
        }
        return cells;
    }

    // One that is broken stays so: it is not decoded again for each of its samples.
    private synchronized IOException failure(int group, Entry entry, ExecutionException e) {
        if (e.getCause() instanceof BadShardException bad) {
            return new BadShardException(bad);
        }
        entries.remove(group, entry);
        return switch (e.getCause()) {
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case null, default ->
                new IOException("cannot read %s: %s".formatted(places.get(group).file(), e.getCause()), e);
        };
    }

    private synchronized void release(Entry entry) {
        entry.users--;
        // The last is the one used at last; it stays, however large it is.
        var eldestFirst = new ArrayList<>(entries.entrySet());
        for (var one : eldestFirst.subList(0, Math.max(0, eldestFirst.size() - 1))) {
            if (bytes > limit
                    && one.getValue().users == 0
                    && one.getValue().cells.isDone()) {
                entries.remove(one.getKey());
                free(one.getValue());
            }
        }
        notifyAll();
    }

    private void free(Entry entry) {
        if (entry.cells.state() == Future.State.SUCCESS) {
            var cells = entry.cells.resultNow();
            bytes -= cells.bytes();
            cells.close();
        }
    }

    /** Native memory that is held. */
    synchronized long bytes() {
        return bytes;
    }

    /** Frees all, when nobody uses it any more. What is being decoded is waited for. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        threads.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                awaitUsers();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        synchronized (this) {
            entries.values().forEach(this::free);
            entries.clear();
        }
        decoder.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitUsers() throws InterruptedException {
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.warn("waiting for a row group to be decoded");
        }
        synchronized (this) {
            while (entries.values().stream().anyMatch(entry -> entry.users > 0)) {
                wait();
            }
        }
    }

    private static final class Entry {

        private final Future<RowGroupCells> cells;
        private int users;

        Entry(Future<RowGroupCells> cells) {
            this.cells = cells;
        }
    }
}
