package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;

/** What a configuration file can describe, told by its key {@code modality}: a further one gets a line here. */
enum RunKind {
    SPEECH(SpeechRun.class, "pretraining on speech"),
    TEXT(TextRun.class, "pretraining on text"),
    VISION(VisionRun.class, "pretraining on pictures");

    private final Class<? extends Record> type;
    private final String description;

    <R extends Record & PretrainRun> RunKind(Class<R> type, String description) {
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

    /** The run that such a file describes. */
    PretrainRun bind(ConfigFile file) {
        return (PretrainRun) file.bind(type);
    }

    String description() {
        return description;
    }
}
