package io.github.data2vec4j.audio;

/** A WAVE file whose audio is stored in another way than as little-endian integers or floats; FFmpeg knows more. */
final class OtherWaveException extends Exception {

    private static final long serialVersionUID = 1L;

    OtherWaveException(String reason) {
        super(reason);
    }
}
