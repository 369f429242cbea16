package io.github.data2vec4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second process out of the folder of a run. The system takes the lock back however its process ends; the file
 * stays, and says who holds it or held it last.
 */
final class RunLock implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunLock.class);
    private static final String FILE = "run.lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws IOException if a run is under way there; the message names its process
     */
    static RunLock on(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isLocked(channel, folder)) {
                sign(channel);
                return new RunLock(channel);
            }
            throw new IOException("another run writes to " + folder + " ("
                    + Files.readString(file).strip() + "); end that one, or choose another --output");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel, Path folder) {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // It is this process that holds it.
            return false;
        } catch (IOException e) {
            LOGGER.warn("{} cannot be locked ({}): see that no other run writes there", folder, e.getMessage());
            return true;
        }
    }

    /** For people alone; what counts is the lock. */
    private static void sign(FileChannel channel) {
        var words = "process " + ProcessHandle.current().pid() + " on " + Surroundings.host() + "\n";
        try {
            channel.truncate(0).write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOGGER.debug("the disk is full", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
