package io.github.data2vec4j.report;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a run that a report is made of. */
public final class RunFiles {

    public static final String CONFIG = "config.yaml";
    public static final String METRICS = "metrics.jsonl";
    public static final String EVENTS = "events.jsonl";
    public static final String ENVIRONMENT = "environment.json";
    public static final String SUMMARY = "summary.txt";

    /** The folder with the tokens of a run on text. */
    public static final String TOKENS = "tokens";

    private RunFiles() {}

    /** Whether a run was begun in a folder; one of another program than ours may have no configuration. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG)) || Files.isRegularFile(folder.resolve(METRICS));
    }
}
