package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;

/** What a configuration file can describe, told by its key {@code modality}: a further one gets a line here. */
enum RunKind {
    VISION(VisionRun.class, "pretraining on pictures");

    private final Class<? extends Record> type;
    private final String description;

    RunKind(Class<? extends Record> type, String description) {
        this.type = type;
        this.description = description;
    }

    /** @throws io.github.data2vec4j.config.ConfigException if the key is missing or names no modality */
    static RunKind of(ConfigFile file) {
        return file.choice("modality", RunKind.class);
    }

    /** The record whose components are the keys of such a file. */
    Class<? extends Record> type() {
        return type;
    }

    String description() {
        return description;
    }
}
