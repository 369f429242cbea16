package io.github.data2vec4j.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.lang.ref.Reference;

/** The native library behind {@link Tokenizer}, and what keeps it from talking to the network. */
final class TokenizerLibrary {

    private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
    private static final String FLAVOR = "RUST_FLAVOR";

    private TokenizerLibrary() {}

    /**
     * Loads the library unless it is there.
     *
     * @throws IllegalStateException if it does not load on this machine
     */
    static synchronized void load() {
        setIfAbsent(NO_TELEMETRY, "true");
        // Where there is a GPU, a build for it would be downloaded. The jar has the one for the CPU, which is all we
        // need.
        boolean decided = setIfAbsent(FLAVOR, "cpu");
        try {
            LibUtils.checkStatus();
        } catch (EngineException e) {
            throw new IllegalStateException(
                    "Hugging Face's tokenizers library does not load on this machine: " + e.getMessage(), e);
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

    private static boolean setIfAbsent(String property, String value) {
        boolean absent = System.getProperty(property) == null;
        if (absent) {
            System.setProperty(property, value);
        }
        return absent;
    }
}
