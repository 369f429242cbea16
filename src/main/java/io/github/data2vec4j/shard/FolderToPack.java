package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * The files of a folder tree, sorted by path. A key is the path without suffix, so that folders that are labels can
 * still be seen; dots in a file name become underscores, since WebDataset ends keys at the first one. What is spoken in
 * a recording, by the folder's {@code transcripts.tsv}, stands beside it as {@code txt}.
 */
public final class FolderToPack implements KeyedSamples {

    /** Ends the names of transcripts. */
    private static final String TEXT = "txt";

    private final List<PackedFile> files;
    private final Transcripts transcripts;

    /** @param path from the folder, with {@code /}; where a name is not in UTF-8, the file cannot be found by it */
    private record PackedFile(String path, Path file) {}

    private FolderToPack(List<PackedFile> files, Transcripts transcripts) {
        this.files = files;
        this.transcripts = transcripts;
    }

    /**
     * Looks for files.
     *
     * @param progress is told of files of kinds that are not read, and if there are transcripts of other files
     * @throws io.github.data2vec4j.data.NoFilesException if there is none that is wanted
     * @throws BadShardException if two have the same key
     * @throws io.github.data2vec4j.data.WrongTranscriptException if a line of the transcripts is wrong
     * @throws IOException if a folder cannot be read
     */
    public static FolderToPack find(Path folder, Wanted wanted, SearchProgress progress) throws IOException {
        var endings =
                wanted.suffixes().stream().map(suffix -> "." + suffix).sorted().toList();
        var files = new FileSearch(wanted.kind(), endings, endings).below(folder, progress);
        var found = files.stream()
                .map(file -> new PackedFile(pathFrom(folder, file), file))
                .toList();
        refuseEqualKeys(folder, found);
        var transcripts = Transcripts.in(folder);
        transcripts.unmatched(files).ifPresent(progress::note);
        return new FolderToPack(found, transcripts);
    }

    private static String pathFrom(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static void refuseEqualKeys(Path folder, List<PackedFile> files) throws BadShardException {
        var seen = new LinkedHashMap<String, String>();
        for (var file : files) {
            var path = file.path();
            var other = seen.put(keyOf(path), path);
            if (other != null) {
                throw new BadShardException(
                        folder,
                        "%s and %s would both have the key %s; rename one of them, or take files of one kind alone, with --suffixes"
                                .formatted(other, path, keyOf(path)));
            }
        }
    }

    private static String keyOf(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name)
                + path.substring(name, path.lastIndexOf('.')).replace('.', '_');
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String key(int sample) {
        return keyOf(files.get(sample).path());
    }

    @Override
    public SequencedMap<String, Content> files(int sample) {
        var file = files.get(sample);
        var path = file.path();
        var bySuffix = new LinkedHashMap<String, Content>();
        var suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        bySuffix.put(suffix, new FileContent(file.file()));
        var text = transcripts.of(file.file());
        if (text != null && !suffix.equals(TEXT)) {
            bySuffix.put(TEXT, new TextContent(path, text));
        }
        return bySuffix;
    }

    /** Does nothing: a file is open only while it is read. */
    @Override
    public void close() {}
}
