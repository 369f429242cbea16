package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.BadSampleException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** What a file without a name is, by its first bytes. */
final class Signature {

    /** How many show it. */
    static final int BYTES = 16;

    private Signature() {}

    /**
     * The suffix that a file of this content usually has.
     *
     * @param start of the content
     * @throws BadSampleException if it is none of the known kinds
     */
    static String suffix(String name, MemorySegment start) throws BadSampleException {
        var text = new String(start.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return "jpg";
        } else if (text.startsWith("\u0089PNG")) {
            return "png";
        } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return "webp";
        } else if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
            return "wav";
        } else if (text.startsWith("fLaC")) {
            return "flac";
        } else if (text.startsWith("OggS")) {
            return "ogg";
        } else if (text.startsWith("ftyp", 4)) {
            return "m4a";
        } else if (text.startsWith("ID3") || (text.length() > 1 && text.charAt(0) == 0xff && text.charAt(1) >= 0xe0)) {
            return "mp3";
        }
        throw new BadSampleException(
                "sample", name, "its content is neither JPEG, PNG, WebP, WAVE, FLAC, Ogg, MP4 nor MP3");
    }
}
