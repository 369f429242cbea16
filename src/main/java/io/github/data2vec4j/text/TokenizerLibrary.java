package io.github.data2vec4j.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.lang.ref.Reference;

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
        setIfAbsent(NO_TELEMETRY, "true");
        // Where there is a GPU, a build for it would be downloaded. The jar has the one for the CPU, which is all we
        // need.
        boolean decided = setIfAbsent(FLAVOR, "cpu");
        try {
            LibUtils.checkStatus();
        } catch (EngineException | LinkageError e) {
            throw new IOException(
                    "Hugging Face's tokenizers library does not load on this machine (it is unpacked into .djl.ai of the"
                            + " home folder, or where DJL_CACHE_DIR says): " + innermost(e),
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
