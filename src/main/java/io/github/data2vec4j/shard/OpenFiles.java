package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;

/**
 * Reads pieces of many files with a bounded number of them open: those used last. Safe for use by many threads. A
 * thread that is interrupted while it reads closes the file for the others too, as Java has it; they open it again.
 */
final class OpenFiles implements AutoCloseable {

    private final int limit;
    private final LinkedHashMap<Path, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** @param limit how many may be open, besides those that are being read at this moment */
    OpenFiles(int limit) {
        this.limit = limit;
    }

    /**
     * A piece of a file.
     *
     * @param name of the sample, for messages
     * @throws IOException as {@link FileContent#read(FileChannel, long, long, String, SegmentAllocator)}
     * @throws ClosedByInterruptException if this thread was interrupted
     * @throws IllegalStateException if closed
     */
    MemorySegment read(Path path, long offset, long size, String name, SegmentAllocator allocator) throws IOException {
        while (true) {
            var file = acquire(path);
            try {
                return FileContent.read(file.channel, offset, size, name, allocator);
            } catch (ClosedByInterruptException e) {
                discard(path, file);
                throw e;
            } catch (ClosedChannelException e) {
                // Another thread was interrupted, or all is closed; then the next turn says so.
                discard(path, file);
            } catch (FileSystemException e) {
                // A file of a network file system that was away may have to be opened anew.
                discard(path, file);
                throw e;
            } finally {
                release(file);
            }
        }
    }

    /** Closes all files. Reads that are under way fail. */
    @Override
    public synchronized void close() {
        closed = true;
        files.values().forEach(OpenFile::close);
        files.clear();
    }

    synchronized int open() {
        return files.size();
    }

    private synchronized OpenFile acquire(Path path) throws IOException {
        if (closed) {
            throw new IllegalStateException("these samples are closed");
        }
        var file = files.get(path);
        if (file == null) {
            file = new OpenFile(FileChannel.open(path, StandardOpenOption.READ));
            files.put(path, file);
            closeEldest(file);
        }
        file.users++;
        return file;
    }

    private synchronized void release(OpenFile file) {
        file.users--;
    }

    private synchronized void discard(Path path, OpenFile file) {
        file.close();
        files.remove(path, file);
    }

    private void closeEldest(OpenFile newest) {
        var eldestFirst = files.values().iterator();
        while (files.size() > limit && eldestFirst.hasNext()) {
            var file = eldestFirst.next();
            if (file.users == 0 && file != newest) {
                file.close();
                eldestFirst.remove();
            }
        }
    }

    private static final class OpenFile {

        private final FileChannel channel;
        private int users;

        OpenFile(FileChannel channel) {
            this.channel = channel;
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
