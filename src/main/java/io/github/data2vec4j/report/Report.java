package io.github.data2vec4j.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** A run as one HTML file, whether it is over, goes on or was killed. */
public final class Report {

    private Report() {}

    /**
     * Writes the page; an older one stays until the new one is whole.
     *
     * @param folder of the run
     * @throws IOException if there is no run in the folder, or the file cannot be written
     */
    public static void write(Path folder, Path file, RunPlan.Reader planReader, Host here) throws IOException {
        if (!RunFiles.isRun(folder)) {
            throw new FileNotFoundException(folder + " holds no run: there is neither " + RunFiles.CONFIG + " nor "
                    + RunFiles.METRICS + " in it. Name the folder that was given to pretrain as --output.");
        }
        var now = Instant.now();
        var page = Page.fixed(new RunReader(folder, planReader, here).read(now), now);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(beside, page);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // Such as a full disk, of which the system says no more than that it is full.
            Files.deleteIfExists(beside);
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
