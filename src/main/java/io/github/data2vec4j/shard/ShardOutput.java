package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that shards are written to, under another name until it is complete.
 *
 * @param folder its name in the end
 * @param overwrite whether shards that lie there are replaced; other files never are
 */
public record ShardOutput(Path folder, boolean overwrite) {

    private static final Logger LOG = LoggerFactory.getLogger(ShardOutput.class);
    private static final Pattern OURS =
            Pattern.compile("shard-[0-9]+\\.tar(\\.unfinished|\\.d2v-index|\\.d2v-index\\..*tmp)?");

    public ShardOutput {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Makes the folder to write to, in place of one that a killed process has left. */
    Path begin() throws IOException {
        refuseWhatIsThere();
        discard();
        return Files.createDirectories(unfinished());
    }

    /** Gives the folder its name. */
    void publish() throws IOException {
        refuseWhatIsThere();
        delete(folder);
        Files.move(unfinished(), folder, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** Removes what is unfinished, if anything is. */
    void discard() throws IOException {
        delete(unfinished());
    }

    private Path unfinished() {
        return folder.resolveSibling(folder.getFileName() + ".unfinished");
    }

    private void refuseWhatIsThere() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadShardException(folder, "it is there already, and is no folder");
        }
        if (!overwrite && !listing(folder).isEmpty()) {
            throw new BadShardException(
                    folder, "it is not empty; choose another --output, or replace the shards in it with --overwrite");
        }
    }

    private static void delete(Path shards) throws IOException {
        var files = listing(shards);
        for (var file : files) {
            if (!OURS.matcher(file.getFileName().toString()).matches()) {
                throw new BadShardException(
                        shards, "it has other files than shards, such as " + file + ", and is not deleted");
            }
        }
        for (var file : files) {
            Files.delete(file);
        }
        Files.deleteIfExists(shards);
    }

    private static List<Path> listing(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    // The names must be on the disk too. Only some file systems can be asked for that.
    private static void sync(Path folder) {
        for (var one : List.of(folder, folder.resolveSibling(""))) {
            try (var channel = FileChannel.open(one, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                LOG.debug("cannot sync {}", one, e);
            }
        }
    }
}
