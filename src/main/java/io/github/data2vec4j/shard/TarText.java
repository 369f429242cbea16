package io.github.data2vec4j.shard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text in headers of archives: UTF-8, or else ISO-8859-1, which tells any two names apart, as they were packed where
 * that was usual.
 */
final class TarText {

    private TarText() {}

    static String decode(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // Stands for what cannot be decoded, but may also stand in a name.
        return text.indexOf('\uFFFD') < 0 || isUtf8(bytes, from, to)
                ? text
                : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
