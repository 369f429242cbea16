package io.github.data2vec4j.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Text cut into blocks of tokens, the samples of training, as fairseq does it for RoBERTa and data2vec. A block is
 * {@code <s>} and then lines, each ending in {@code </s>}.
 *
 * <p>{@link BreakMode#COMPLETE_DOC} fills a block with whole lines as long as they fit and begins a new one with each
 * document. Where the published code leaves a line that is longer than a block as an over-long block, for its loader to
 * throw away, here the line is cut into full blocks and a rest that the lines after it may fill up.
 * {@link BreakMode#NONE} cuts every {@code maxTokens - 1} tokens; there the end of a document is one more {@code </s>}.
 * Either way, blocks of at most one token beside {@code <s>} are dropped.
 *
 * <p>All tokens are kept in one array of 4 bytes each, hence at most 2^31 - 9 of them.
 */
public final class TokenBlocks {

    /** Lines that the cores of the machine share among themselves. */
    private static final int AT_ONCE = 1_000;

    private final int[] tokens;
    private final int[] starts;
    private final int[] files;
    private final int longest;

    /** @param starts where each block starts, and where the last one ends */
    TokenBlocks(int[] tokens, int[] starts, int[] files) {
        this.tokens = tokens;
        this.starts = starts;
        this.files = files;
        int most = 0;
        for (int i = 1; i < starts.length; i++) {
            most = Math.max(most, starts[i] - starts[i - 1]);
        }
        this.longest = most;
    }

    /**
     * Reads and cuts files, on all cores. A line without tokens, such as a blank one, ends a document; so does the end
     * of a file.
     *
     * @param maxTokens of the longest block, {@code <s>} included; at least 3
     * @throws BadTextException if a file is not UTF-8
     * @throws BadTokenizerException if the tokenizer has no token for some of the text
     * @throws NoTextException if there is not one block
     * @throws IOException if a file cannot be read
     */
    public static TokenBlocks read(List<Path> files, Tokenizer tokenizer, BreakMode mode, int maxTokens)
            throws IOException {
        var cutter = new BlockCutter(mode, maxTokens, tokenizer.vocabulary());
        for (var file : files) {
            cut(file, tokenizer, cutter);
        }
        var blocks = cutter.blocks();
        if (blocks.size() == 0) {
            throw NoTextException.in(files);
        }
        return blocks;
    }

    private static void cut(Path file, Tokenizer tokenizer, BlockCutter cutter) throws IOException {
        try (var reader = new TextReader(file)) {
            for (var lines = reader.lines(AT_ONCE); !lines.isEmpty(); lines = reader.lines(AT_ONCE)) {
                for (var line : lines.parallelStream().map(tokenizer::encode).toList()) {
                    if (line.length == 0) {
                        cutter.endDocument();
                    } else {
                        cutter.addLine(line);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        cutter.endFile();
    }

    /** Number of blocks. */
    public int size() {
        return files.length;
    }

    /** Number of tokens of all blocks. */
    public int tokens() {
        return tokens.length;
    }

    /** Number of tokens of the longest block. */
    public int longest() {
        return longest;
    }

    /** Number of tokens of one block. */
    public int length(int block) {
        return starts[block + 1] - starts[block];
    }

    /** The tokens of one block, [time]; a new array. */
    public int[] block(int block) {
        return Arrays.copyOfRange(tokens, starts[block], starts[block + 1]);
    }

    /** The number, in the list that was read, of the file in which a block begins. */
    public int file(int block) {
        return files[block];
    }
}
