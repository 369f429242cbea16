package io.github.data2vec4j.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns text into tokens and back, by any {@code tokenizer.json} that has the special tokens {@code <s>},
 * {@code <pad>}, {@code </s>} and {@code <mask>}: RoBERTa's, or one written by {@link BytePairs#write}.
 *
 * <p>The work is done by Hugging Face's library, whose native code is unpacked to a cache folder in the user's home
 * when it is first used ({@code DJL_CACHE_DIR} names another). Safe for use by many threads until it is closed.
 */
public final class Tokenizer implements AutoCloseable {

    /** The name under which Hugging Face's libraries look for one. */
    public static final String FILE = "tokenizer.json";

    // By itself the library cuts text at 512 tokens.
    private static final Map<String, String> WHOLE_TEXT = Map.of("truncation", "false", "padding", "false");

    private final Path file;
    private final HuggingFaceTokenizer library;
    private final Vocabulary vocabulary;
    private final Pattern specialTokens;

    private Tokenizer(Path file, HuggingFaceTokenizer library, Vocabulary vocabulary, Pattern specialTokens) {
        this.file = file;
        this.library = library;
        this.vocabulary = vocabulary;
        this.specialTokens = specialTokens;
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws BadTokenizerException if it describes no tokenizer, or one without a number of its own for each of the
     *     four special tokens
     * @throws IOException if the file cannot be read, or the library does not load on this machine
     */
    public static Tokenizer read(Path file) throws IOException {
        var json = TokenizerJson.read(file);
        var vocabulary = json.vocabulary();
        var spellings = json.special().keySet().stream().sorted().map(Pattern::quote);
        return new Tokenizer(file, load(file), vocabulary, Pattern.compile(spellings.collect(Collectors.joining("|"))));
    }

    private static HuggingFaceTokenizer load(Path file) throws IOException {
        TokenizerLibrary.load();
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(Files.readAllBytes(file)), WHOLE_TEXT);
        } catch (RuntimeException e) {
            throw new BadTokenizerException(file, "Hugging Face's tokenizers library refuses it: " + e.getMessage(), e);
        }
    }

    /** The tokens that there are. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The tokens of a text, without {@code <s>} and {@code </s>} around them and of any length. Text that spells a
     * special token, such as {@code "<s>"} in a page of HTML, is text and gives no special token.
     *
     * @throws IllegalArgumentException if the text holds half a surrogate pair
     * @throws UncheckedIOException if the vocabulary has no token for a part of the text, which those of bytes always
     *     have; its cause is a {@link BadTokenizerException}
     * @throws IllegalStateException after {@link #close}
     */
    public int[] encode(String text) {
        WellFormed.require(text);
        var special = specialTokens.matcher(text);
        if (!special.find()) {
            return encodePart(text);
        }
        var tokens = new IntList();
        int from = 0;
        do {
            // Cut inside, so that neither part spells the token.
            int to = text.offsetByCodePoints(special.start(), 1);
            addAll(tokens, encodePart(text.substring(from, to)));
            from = to;
        } while (special.find(from));
        addAll(tokens, encodePart(text.substring(from)));
        return tokens.toArray();
    }

    private int[] encodePart(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        var ids = ids(text);
        var tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = Math.toIntExact(ids[i]);
        }
        return tokens;
    }

    private long[] ids(String text) {
        try {
            return TokenizerLibrary.encode(library, text);
        } catch (IllegalStateException closed) {
            throw closed;
        } catch (RuntimeException e) {
            throw new UncheckedIOException(
                    new BadTokenizerException(file, "it cannot encode some of the text: " + e.getMessage(), e));
        }
    }

    private static void addAll(IntList tokens, int[] more) {
        for (int token : more) {
            tokens.add(token);
        }
    }

    /**
     * The text of tokens, special ones spelled out. What is no whole character, where a character is cut into several
     * tokens, becomes U+FFFD.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public String decode(int... tokens) {
        var ids = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            ids[i] = tokens[i];
        }
        return library.decode(ids, false);
    }

    /** Frees the native tokenizer. No other thread may be using it. */
    @Override
    public void close() {
        library.close();
    }
}
