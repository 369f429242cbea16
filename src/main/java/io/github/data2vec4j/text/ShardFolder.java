package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSamples;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of token shards while it is written: beside its place, under another name, until it is complete and brought
 * to the disk.
 */
final class ShardFolder implements AutoCloseable {

    private static final String UNFINISHED = ".unfinished";
    private static final Pattern OURS =
            Pattern.compile("(tokens|lines)-\\d{5,}\\.bin|dataset\\.json|sources\\.jsonl|tokenizer\\.json|"
                    + Pattern.quote(BadSamples.FILE));

    private final Path place;
    private final Path beside;

    private ShardFolder(Path place, Path beside) {
        this.place = place;
        this.beside = beside;
    }

    /**
     * Begins a folder anew.
     *
     * @throws IOException if there is anything in its place but token shards, or it cannot be made
     */
    static ShardFolder beside(Path folder) throws IOException {
        var place = folder.toAbsolutePath().normalize();
        var beside = place.resolveSibling(place.getFileName() + UNFINISHED);
        refuseOthers(place);
        refuseOthers(beside);
        delete(beside);
        Files.createDirectories(beside);
        return new ShardFolder(place, beside);
    }

    private static void refuseOthers(Path folder) throws IOException {
        for (var file : filesIn(folder)) {
            if (!OURS.matcher(file.getFileName().toString()).matches()) {
                throw new IOException(folder + " holds " + file.getFileName()
                        + ", which does not belong to token shards; choose another folder");
            }
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "it is no folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        // The description first: without it the rest is no token shards.
        Files.deleteIfExists(folder.resolve(TokenDataset.FILE));
        for (var file : filesIn(folder)) {
            Files.delete(file);
        }
        Files.deleteIfExists(folder);
    }

    /** Where it is now. */
    Path folder() {
        return beside;
    }

    Path file(String name) {
        return beside.resolve(name);
    }

    /** Describes what was written, the tokenizer beside it, and puts it all in its place. */
    void complete(TokenDataset dataset, List<TokenSource> sources) throws IOException {
        sync(file(Tokenizer.FILE));
        write(TokenSource.FILE, TokenSource.toJsonLines(sources));
        write(TokenDataset.FILE, dataset.toJson());
        sync(beside);
        delete(place);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        sync(place.resolveSibling("."));
    }

    private void write(String name, String text) throws IOException {
        try (var file = new CheckedFile(file(name))) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
            file.finish();
        }
    }

    private static void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what did not become complete. */
    @Override
    public void close() throws IOException {
        delete(beside);
    }
}
