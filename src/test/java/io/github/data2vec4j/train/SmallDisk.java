package io.github.data2vec4j.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory (tmpfs) that a test can fill; whoever may not mount one has the test skipped. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /**
     * Mounts one.
     *
     * @param folder empty; the disk appears there
     */
    public static SmallDisk at(Path folder, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString()),
                "no tmpfs can be mounted here (it takes root, or a container that may)");
        return new SmallDisk(folder);
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such command.
            return false;
        }
    }

    public Path folder() {
        return folder;
    }

    /** Leaves not a byte free. */
    public void fill() throws IOException {
        try (var channel = FileChannel.open(
                filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var piece = ByteBuffer.allocate(4096);
            while (true) {
                channel.write(piece.clear());
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.delete(filler);
    }

    /** Changes how it is mounted, such as {@code ro} or {@code size=8m}. */
    public void remount(String options) throws IOException, InterruptedException {
        if (!command("mount", "-o", "remount," + options, folder.toString())) {
            throw new IOException("cannot remount " + folder + " with " + options);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!command("umount", folder.toString())) {
            throw new IOException("cannot unmount " + folder);
        }
    }
}
