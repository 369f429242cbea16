package io.github.data2vec4j.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Utils;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;

/** The native library behind {@link Tokenizer}, and what keeps it from talking to the network. */
final class TokenizerLibrary {

    private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
    private static final String FLAVOR = "RUST_FLAVOR";

    private TokenizerLibrary() {}

    /**
     * Loads the library unless it is there.
     *
     * @throws IOException if it does not load on this machine
     */
    static synchronized void load() throws IOException {
        var cache = Utils.getEngineCacheDir("tokenizers");
        setIfAbsent(NO_TELEMETRY, "true");
        // Where there is a GPU, a build for it would be downloaded. The jar has the one for the CPU, which is all we
        // need.
        boolean decided = setIfAbsent(FLAVOR, "cpu");
        try {
            // By itself DJL would only log that it cannot write there, and fail with other words.
            Files.createDirectories(cache);
            LibUtils.checkStatus();
        } catch (IOException | EngineException | LinkageError e) {
            throw new IOException(
                    "Hugging Face's tokenizers library does not load on this machine: %s. It is unpacked into %s, which has"
                                    .formatted(innermost(e), cache)
                            + " to be writable; DJL_CACHE_DIR names another folder.",
                    e);
        } finally {
            if (decided) {
                System.clearProperty(FLAVOR);
            }
        }
    }

    /**
     * The tokens of a text, without special ones around it.
     *
     * @throws IllegalStateException if the tokenizer is closed
     * @throws RuntimeException if the tokenizer has no token for a part of the text
     */
    static long[] encode(HuggingFaceTokenizer tokenizer, String text) {
        try {
            // Its own method fetches a string and an object with a span for each token too.
            long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
            try {
                return TokenizersLibrary.LIB.getTokenIds(encoding);
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        } finally {
            // Its finalizer frees what the handle names.
            Reference.reachabilityFence(tokenizer);
        }
    }

    private static Throwable innermost(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : innermost(cause);
    }

    private static boolean setIfAbsent(String property, String value) {
        boolean absent = System.getProperty(property) == null;
        if (absent) {
            System.setProperty(property, value);
        }
        return absent;
    }
}
