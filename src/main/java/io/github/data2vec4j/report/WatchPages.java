package io.github.data2vec4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a folder: that of its run at {@code /}; or, if it holds several runs, a list there and each run at
 * {@code /run/NAME/}. What a page renews itself with is beside it, at {@code content}.
 */
final class WatchPages {

    private static final String RUN = "/run/";
    private static final String CONTENT = "content";

    private final Path folder;
    private final RunPlan.Reader planReader;
    private final Host here;
    private final int rest;
    private final Map<Path, RunReader> readers = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();

    /** A page, and until when ({@link System#nanoTime}) it is good enough. */
    private record Made(String page, long until) {}

    /**
     * The pages of a folder.
     *
     * @param rest how many times as long as it took to make a page it is shown again: that of a long run would
     *     otherwise take from the run's own time
     */
    WatchPages(Path folder, RunPlan.Reader planReader, Host here, int rest) {
        this.folder = folder;
        this.planReader = planReader;
        this.here = here;
        this.rest = rest;
    }

    /**
     * The page at a path, or null if there is none. One at a time: pages are made of what was read before, and there is
     * one reader for each run.
     */
    @Nullable
    synchronized String at(String path) throws IOException {
        long begun = System.nanoTime();
        var earlier = made.get(path);
        if (earlier != null && begun - earlier.until() < 0) {
            return earlier.page();
        }
        var page = madeFor(path);
        if (page != null) {
            long now = System.nanoTime();
            made.put(path, new Made(page, now + rest * (now - begun)));
        }
        return page;
    }

    private @Nullable String madeFor(String path) throws IOException {
        var runs = RunFiles.isRun(folder) ? List.<Path>of() : runsInside();
        if (path.equals("/") || path.equals("/" + CONTENT)) {
            boolean isWhole = path.equals("/");
            return runs.isEmpty() ? page(folder, isWhole) : list(runs, isWhole);
        }
        // Names are compared with what is there, so that no path leads anywhere else.
        for (var run : runs) {
            var place = RUN + run.getFileName() + "/";
            if (path.equals(place) || path.equals(place + CONTENT)) {
                return page(run, path.equals(place));
            }
        }
        return null;
    }

    private List<Path> runsInside() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(RunFiles::isRun).sorted().toList();
        }
    }

    private String page(Path run, boolean isWhole) throws IOException {
        var snapshot = snapshot(run);
        return isWhole ? Page.live(snapshot) : Page.main(snapshot);
    }

    private RunSnapshot snapshot(Path run) throws IOException {
        return readers.computeIfAbsent(run, path -> new RunReader(path, planReader, here))
                .read(Instant.now());
    }

    private String list(List<Path> runs, boolean isWhole) throws IOException {
        var snapshots = new ArrayList<RunSnapshot>();
        for (var run : runs) {
            snapshots.add(snapshot(run));
        }
        return isWhole ? RunList.live(snapshots) : RunList.main(snapshots);
    }
}
