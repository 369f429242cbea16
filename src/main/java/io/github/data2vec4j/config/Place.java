package io.github.data2vec4j.config;

import java.nio.file.Path;

/** Where a value was written, the way it stands at the head of a message. */
record Place(String text) {
    static Place line(Path file, int line) {
        return line(file.toString(), line);
    }

    static Place line(String file, int line) {
        return new Place(file + ":" + line);
    }

    static Place override(String keyPath) {
        return new Place("--set " + keyPath);
    }

    static Place javaRecord(Class<?> type) {
        return new Place("record " + type.getSimpleName());
    }

    @Override
    public String toString() {
        return text;
    }
}
