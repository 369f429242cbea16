package io.github.data2vec4j.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;

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

    private static boolean setIfAbsent(String property, String value) {
        boolean absent = System.getProperty(property) == null;
        if (absent) {
            System.setProperty(property, value);
        }
        return absent;
    }
}
