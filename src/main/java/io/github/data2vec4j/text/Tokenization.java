package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes text into token shards.
 *
 * @param files the text
 * @param tokenizerJson cuts it into tokens
 * @param shardTokens after how many tokens another shard begins, with the next line
 * @param maxBadShare how many of the lines, and of the files, may be left out because they cannot be read, from 0 to 1
 */
public record Tokenization(TextFiles files, Path tokenizerJson, long shardTokens, double maxBadShare) {

    /** Tokens of a shard where nobody says otherwise: 200 or 400 MB. */
    public static final long SHARD_TOKENS = 100_000_000;

    private static final int LINES_OF_A_PIECE = 1_000;
    private static final int CHARACTERS_OF_A_PIECE = 1 << 20;

    public Tokenization {
        if (shardTokens < 1) {
            throw new IllegalArgumentException("shardTokens must be at least 1, is " + shardTokens);
        }
        if (!(maxBadShare >= 0 && maxBadShare <= 1)) {
            throw new IllegalArgumentException("maxBadShare must be from 0 to 1, is " + maxBadShare);
        }
    }

    /**
     * Reads and encodes all files, on all cores, and writes a folder for {@link TokenShards}. A line without tokens,
     * such as a blank one, ends a document; so does the end of a file. What cannot be read is left out and listed in
     * the folder, in {@link BadSamples#FILE}.
     *
     * <p>The folder appears when it is complete, in the place of token shards that are there. What a killed program
     * leaves is {@code NAME.unfinished} beside it, which the next attempt replaces.
     *
     * @throws io.github.data2vec4j.data.TooManyBadSamplesException if too much cannot be read
     * @throws BadTokenizerException if the tokenizer has no token for some of the text
     * @throws NoTextException if all lines are blank
     * @throws IOException if a file cannot be written, the folder holds anything else, or something cannot be read and
     *     none of that is tolerated
     */
    public void writeTo(Path folder, TokenizeListener listener) throws IOException {
        try (var place = ShardFolder.beside(folder)) {
            Files.copy(tokenizerJson, place.file(Tokenizer.FILE));
            try (var tokenizer = Tokenizer.read(tokenizerJson);
                    var writer = new TokenShardWriter(place.folder(), tokenizer.vocabulary(), shardTokens)) {
                readAll(tokenizer, writer, listener);
                var shards = writer.finish();
                if (shards.getFirst().lines() == 0) {
                    throw NoTextException.in(files.paths());
                }
                var tokenizerSha256 = Fingerprint.of(place.file(Tokenizer.FILE));
                place.complete(
                        new TokenDataset(
                                TokenDataset.FORMAT,
                                writer.type(),
                                tokenizerSha256,
                                name(files.place()),
                                files.textKey(),
                                shards),
                        writer.sources());
            }
        }
    }

    /** What a place is called in the description of token shards made from it. */
    static String name(Path place) {
        return place.toAbsolutePath().normalize().toString();
    }

    private void readAll(Tokenizer tokenizer, TokenShardWriter writer, TokenizeListener listener) throws IOException {
        try (var list = new BadTextList(writer.folder())) {
            var bad = new BadText(files, maxBadShare, one -> {
                list.add(one);
                listener.onBadText(one);
            });
            encode(tokenizer, writer, bad, listener);
            bad.judgeLines();
            list.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void encode(Tokenizer tokenizer, TokenShardWriter writer, BadText bad, TokenizeListener listener)
            throws IOException {
        try (var encoder =
                new LineEncoder(tokenizer, writer, Runtime.getRuntime().availableProcessors())) {
            long bytes = 0;
            for (int i = 0; i < files.size(); i++) {
                var path = files.paths().get(i);
                try (var reader = files.open(path, bad)) {
                    for (var lines = piece(reader); !lines.isEmpty(); lines = piece(reader)) {
                        encoder.add(lines, null);
                        listener.onProgress(i, bytes + reader.bytesRead(), writer.tokens());
                    }
                    bytes += reader.bytesRead();
                }
                encoder.add(List.of(), path);
            }
            encoder.finish();
            listener.onProgress(files.size(), bytes, writer.tokens());
        }
    }

    private static List<String> piece(TextReader reader) throws IOException {
        var lines = new ArrayList<String>();
        int characters = 0;
        while (lines.size() < LINES_OF_A_PIECE && characters < CHARACTERS_OF_A_PIECE) {
            var line = reader.line();
            if (line == null) {
                break;
            }
            lines.add(line);
            characters += line.length();
        }
        return lines;
    }
}
