package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.Path;

/** A line of a list or manifest that is no text in UTF-8. */
public final class NotUtf8Exception extends IOException {

    private static final long serialVersionUID = 1L;

    private final int line;

    NotUtf8Exception(Path list, int line) {
        super("%s, line %d: this is no text in UTF-8; save it as UTF-8, or convert it with iconv"
                .formatted(list, line));
        this.line = line;
    }

    /** Its number, from 1. */
    public int line() {
        return line;
    }
}
