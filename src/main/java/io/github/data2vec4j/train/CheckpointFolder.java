package io.github.data2vec4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a run, each a folder {@code step-N}. One that can be seen is whole: it is written beside its
 * place, brought to the disk, and moved there in one step; it is moved away in one step before it is removed.
 */
final class CheckpointFolder {

    private static final String UNFINISHED = ".unfinished";
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})");

    private final Path folder;
    private final Checkpoints which;

    CheckpointFolder(Path folder, Checkpoints which) {
        this.folder = folder;
        this.which = which;
    }

    /** A checkpoint that was found whole. */
    record Found(Path place, CheckpointHeader header) {}

    /** Where the checkpoint of an update is, or would be. */
    Path place(long step) {
        return folder.resolve("step-" + step);
    }

    private Path beside(long step) {
        return folder.resolve("step-" + step + UNFINISHED);
    }

    /**
     * Writes a checkpoint and removes those that are not to be kept. Where this throws, the older ones are as they
     * were.
     *
     * @param header without its files
     * @param buffers by the names of their files
     */
    void write(CheckpointHeader header, SequencedMap<String, MemorySegment> buffers) throws IOException {
        long step = header.progress().step();
        Files.createDirectories(folder);
        removeUnfinished();
        var beside = beside(step);
        try {
            Files.createDirectory(beside);
            CheckpointFiles.write(beside, header, buffers);
            // One of this update that is there already is broken, or of a run that this one replaces.
            CheckpointFiles.delete(place(step));
            Files.move(beside, place(step), StandardCopyOption.ATOMIC_MOVE);
            CheckpointFiles.sync(folder);
        } catch (IOException e) {
            giveRoom(beside, e);
            throw e;
        }
        prune(step);
    }

    /** What is half written may be all that fills the disk. */
    private static void giveRoom(Path beside, IOException failure) {
        try {
            CheckpointFiles.delete(beside);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** What a run left that ended while it wrote or removed a checkpoint. */
    private void removeUnfinished() throws IOException {
        for (var name : names()) {
            if (name.endsWith(UNFINISHED)) {
                CheckpointFiles.delete(folder.resolve(name));
            }
        }
    }

    /** Those behind the newest are broken, if there are any, and do not count. */
    private void prune(long newest) throws IOException {
        var steps = steps().stream().filter(step -> step <= newest).toList();
        for (long step : steps.subList(0, Math.max(0, steps.size() - which.keep()))) {
            if (!which.staysFor(step)) {
                Files.move(place(step), beside(step), StandardCopyOption.ATOMIC_MOVE);
                CheckpointFiles.delete(beside(step));
            }
        }
    }

    /** The updates that were saved, the first one first. */
    private List<Long> steps() throws IOException {
        return names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(1)))
                .sorted()
                .toList();
    }

    private List<String> names() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The newest checkpoint that is whole, or null if there is none.
     *
     * @param complaints is told of each that is not
     * @throws IOException if there are some and none is whole
     */
    @Nullable
    Found newest(Consumer<String> complaints) throws IOException {
        var steps = steps();
        for (long step : steps.reversed()) {
            try {
                return new Found(place(step), CheckpointFiles.checked(place(step)));
            } catch (IOException | IllegalArgumentException e) {
                complaints.accept("the checkpoint " + place(step) + " is broken and left out: " + e.getMessage());
            }
        }
        if (!steps.isEmpty()) {
            throw new IOException("none of the checkpoints in " + folder + " can be used; put a whole one there from a"
                    + " backup, or begin anew, which replaces them");
        }
        return null;
    }
}
