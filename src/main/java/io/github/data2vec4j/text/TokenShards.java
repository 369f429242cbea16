package io.github.data2vec4j.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A folder of tokens, made by {@link Tokenization}, mapped into memory: nothing of it is on the heap, and it may be
 * larger than memory. Safe for use by many threads.
 *
 * <p>It owns the mapping. After {@link #close()} reading throws {@link IllegalStateException}; close throws it too
 * while another thread is reading.
 */
public final class TokenShards implements AutoCloseable {

    private final Path folder;
    private final TokenDataset dataset;
    private final Vocabulary vocabulary;
    private final List<TokenSource> sources;
    private final Arena arena;
    private final List<TokenShard> shards;
    private final long[] starts;

    private TokenShards(
            Path folder,
            TokenDataset dataset,
            Vocabulary vocabulary,
            List<TokenSource> sources,
            Arena arena,
            List<TokenShard> shards) {
        this.folder = folder;
        this.dataset = dataset;
        this.vocabulary = vocabulary;
        this.sources = sources;
        this.arena = arena;
        this.shards = shards;
        this.starts = starts(dataset.shards(), TokenDataset.Shard::tokens);
    }

    /** Whether there is a folder of token shards here. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(TokenDataset.FILE));
    }

    /**
     * Opens a folder. Sizes are checked here, lines when blocks are cut, and each token that is read must be in the
     * vocabulary; only {@link #check} reads all of it.
     *
     * @throws BadTokensException if a file is missing, or not what was written
     * @throws IOException if a file cannot be read
     */
    public static TokenShards open(Path folder) throws IOException {
        var file = folder.resolve(TokenDataset.FILE);
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toAbsolutePath().toString(), null, "there are no token shards");
        }
        var dataset = TokenDataset.parse(file, readString(file));
        var tokenizer = folder.resolve(Tokenizer.FILE);
        if (!Fingerprint.of(tokenizer).equals(dataset.tokenizerSha256())) {
            throw new BadTokensException(tokenizer, "it is not the tokenizer that the tokens were made with");
        }
        var vocabulary = TokenizerJson.read(tokenizer).vocabulary();
        if (TokenType.of(vocabulary) != dataset.type()) {
            throw new BadTokensException(
                    file, "tokens of %d kinds are not %s".formatted(vocabulary.size(), dataset.type()));
        }
        return map(folder, dataset, vocabulary, sources(folder, dataset));
    }

    private static String readString(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadTokensException(file, "it is not UTF-8", e);
        }
    }

    private static List<TokenSource> sources(Path folder, TokenDataset dataset) throws IOException {
        var file = folder.resolve(TokenSource.FILE);
        var sources = TokenSource.read(file);
        long tokens =
                dataset.shards().stream().mapToLong(TokenDataset.Shard::tokens).sum();
        if (tokens < 1 || sources.stream().mapToLong(TokenSource::tokens).sum() != tokens) {
            throw new BadTokensException(
                    file, "its files do not make up the %d tokens of the shards".formatted(tokens));
        }
        return sources;
    }

    @SuppressWarnings("MustBeClosedChecker") // The shards close it.
    private static TokenShards map(Path folder, TokenDataset dataset, Vocabulary vocabulary, List<TokenSource> sources)
            throws IOException {
        var arena = Arena.ofShared();
        try {
            var shards = new ArrayList<TokenShard>();
            for (var description : dataset.shards()) {
                shards.add(TokenShard.map(folder, shards.size(), dataset.type(), description, arena));
            }
            return new TokenShards(folder, dataset, vocabulary, sources, arena, shards);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Where each part begins, and behind the last one the end of all. */
    static <T> long[] starts(List<T> parts, ToLongFunction<T> tokens) {
        var starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + tokens.applyAsLong(parts.get(i));
        }
        return starts;
    }

    /** The part that a token lies in; empty parts have none. */
    static int part(long[] starts, long token) {
        int found = Arrays.binarySearch(starts, token);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == token) {
            found++;
        }
        return found;
    }

    /** The tokens that there are. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The tokenizer that they were made with. */
    public Path tokenizer() {
        return folder.resolve(Tokenizer.FILE);
    }

    /** Whether they were made with this {@code tokenizer.json}. */
    public boolean isMadeWith(Path tokenizer) throws IOException {
        return Fingerprint.of(tokenizer).equals(dataset.tokenizerSha256());
    }

    /** Whether they were made from the text of this place, by this key. */
    public boolean isMadeFrom(Path place, String textKey) {
        return dataset.place().equals(Tokenization.name(place))
                && dataset.textKey().equals(textKey);
    }

    /** Where the text was found. */
    public String place() {
        return dataset.place();
    }

    /** The files of text, in their order; cannot be changed. */
    public List<TokenSource> sources() {
        return sources;
    }

    /** Number of documents. */
    public long documents() {
        return sum(TokenDataset.Shard::documents);
    }

    /** Number of lines that are not blank. */
    public long lines() {
        return sum(TokenDataset.Shard::lines);
    }

    /** Number of tokens, {@code </s>} of lines and documents included. */
    public long tokens() {
        return starts[shards.size()];
    }

    /** Number of shards. */
    public int size() {
        return shards.size();
    }

    private long sum(ToLongFunction<TokenDataset.Shard> part) {
        return dataset.shards().stream().mapToLong(part).sum();
    }

    /**
     * Cuts the text into blocks. What it gives may be used until this is closed.
     *
     * @param maxTokens of the longest block, {@code <s>} included; at least 3
     * @throws BadTokensException if the lines are not what was written
     * @throws IOException if they cannot be read
     */
    public TokenBlocks blocks(BreakMode mode, int maxTokens) throws IOException {
        if (maxTokens < 3) {
            throw new IllegalArgumentException(
                    "a block needs at least <s> and two more tokens, but maxTokens is " + maxTokens);
        }
        int room = maxTokens - 1;
        if (mode == BreakMode.NONE) {
            return new TokenBlocks(this, EvenBlocks.of(tokens(), room));
        }
        var cutter = new BlockCutter(room);
        for (var shard : shards) {
            shard.readLines(cutter);
        }
        return new TokenBlocks(this, cutter.blocks());
    }

    /**
     * Copies tokens as int64.
     *
     * @param from the first token, counted over all shards
     * @param at index in {@code to} of the first copy
     * @throws BadTokensException if a shard is damaged
     */
    void copy(long from, int count, MemorySegment to, long at) throws IOException {
        int shard = part(starts, from);
        for (int done = 0; done < count; shard++) {
            long inShard = from + done - starts[shard];
            int some = (int) Math.min(count - done, shards.get(shard).size() - inShard);
            shards.get(shard).copy(inShard, some, to, at + done, vocabulary.size());
            done += some;
        }
    }

    /**
     * Reads everything and compares it with the checksums.
     *
     * @throws BadTokensException if a file is not what was written
     * @throws IOException if a file cannot be read
     */
    public void check() throws IOException {
        for (var shard : shards) {
            shard.check();
            shard.readLines(new BlockCutter(Integer.MAX_VALUE));
        }
    }

    /** Unmaps the files. Closing twice is allowed. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
