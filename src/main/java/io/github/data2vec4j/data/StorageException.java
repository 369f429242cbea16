package io.github.data2vec4j.data;

import java.io.IOException;

/** What a sample is stored on cannot be read, however often it is tried: no fault of the sample. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    StorageException(int tries, IOException last) {
        super(last.getMessage() + " (tried " + tries + " times)", last);
    }
}
