package io.github.data2vec4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser, where there is one. */
@Timeout(300)
class BrowserTest {

    @TempDir
    private Path folder;

    private Browser browser;
    private Path run;

    @BeforeEach
    void prepare() throws Exception {
        browser = Browser.in(Files.createDirectory(folder.resolve("browser")));
        run = WrittenRun.begun(folder.resolve("a-run-with-a-rather-long-name-that-does-not-fit-on-a-phone"));
        WrittenRun.metrics(run, 500);
        WrittenRun.environment(run, "elsewhere");
        WrittenRun.event(run, "begun", "3 pictures");
        WrittenRun.event(run, "trouble", "no room in " + "/a/long/path".repeat(20));
    }

    private String report() throws Exception {
        return Page.fixed(WrittenRun.read(run), WrittenRun.NOW);
    }

    /** The page with a script that writes what it finds into the title. */
    private Browser.Visit probed(String script, String... action) throws Exception {
        // The page allows no script but its own, so the probe comes with a page that allows all.
        var page = report().replaceFirst("<meta http-equiv=[^>]*>", "") + "<script>document.title = 'probe ' + (() => {"
                + script + "})()</script>";
        var file = Files.writeString(folder.resolve("probed.html"), page);
        return browser.visit(file.toUri().toString(), action);
    }

    private static String title(String dom) {
        var title = Pattern.compile("<title>(probe [^<]*)</title>").matcher(dom);
        assertThat(title.find()).isTrue();
        return title.group(1);
    }

    @Test
    void thePageShowsAllCurvesAndComplainsOfNothing() throws Exception {
        var file = Files.writeString(folder.resolve("report.html"), report());
        var visit = browser.visit(file.toUri().toString(), "--dump-dom");
        assertThat(visit.complaints()).isEmpty();
        assertThat(visit.out()).contains("<main");
        // What is drawn has a size, and is inside of its picture.
        var drawn = probed(
                "return Array.from(document.querySelectorAll('figure svg'), (svg) => {"
                        + "const all = svg.getBoundingClientRect();"
                        + "return Array.from(svg.querySelectorAll('path.line')).every((path) => {"
                        + "const box = path.getBoundingClientRect();"
                        + "return box.width > 100 && box.left >= all.left && box.right <= all.right + 2"
                        + " && box.top >= all.top - 2 && box.bottom <= all.bottom;});}).join()",
                "--dump-dom");
        assertThat(title(drawn.out())).isEqualTo("probe true,true,true,true,true,true,true,true,true");
    }

    // A window cannot be narrower than the browser likes, so the page is put into a frame.
    @ParameterizedTest
    @ValueSource(ints = {360, 390, 768, 1280})
    void nothingIsWiderThanTheScreen(int width) throws Exception {
        var inside = Files.writeString(
                folder.resolve("inside.html"),
                report().replaceFirst("<meta http-equiv=[^>]*>", "")
                        + "<script>const all = document.documentElement;"
                        + "parent.postMessage(innerWidth + ' and ' + (all.scrollWidth - all.clientWidth), '*')"
                        + "</script>");
        var outside = Files.writeString(
                folder.resolve("outside.html"),
                "<title>none</title><script>onmessage = (event) => { document.title = 'probe ' + event.data; }</script>"
                        + "<iframe width=" + width + " height=800 style='border:0' src='" + inside.getFileName()
                        + "'></iframe>");
        var visit = browser.visit(outside.toUri().toString(), "--dump-dom", "--virtual-time-budget=3000");
        assertThat(title(visit.out())).isEqualTo("probe " + width + " and 0");
    }

    @Test
    void aPointerReadsTheCurves() throws Exception {
        var visit = probed(
                "const figure = document.getElementById('learning-rate');"
                        + "const box = figure.querySelector('svg').getBoundingClientRect();"
                        + "figure.dispatchEvent(new PointerEvent('pointermove',"
                        + " {bubbles: true, clientX: box.left + box.width * 50 / 360, clientY: box.top + 20}));"
                        + "return figure.querySelector('.values').textContent;",
                "--dump-dom");
        assertThat(title(visit.out())).isEqualTo("probe step 12e-4");
    }

    @Test
    void itPrintsOnAFewPages() throws Exception {
        var file = Files.writeString(folder.resolve("report.html"), report());
        var pdf = folder.resolve("report.pdf");
        browser.visit(file.toUri().toString(), "--print-to-pdf=" + pdf, "--no-pdf-header-footer");
        var text = new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1);
        assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count())
                .isBetween(2L, 4L);
    }

    @Test
    void aWatchedPageRenewsItself() throws Exception {
        WrittenRun.environment(run, "here");
        var updates = new AtomicInteger(500);
        // Asked at each look at the run, so that the next one finds another update.
        var here = new Host("here", process -> {
            try {
                WrittenRun.metrics(run, updates.incrementAndGet());
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (var server = WatchServer.start(0, new WatchPages(run, yaml -> WrittenRun.PLAN, here, 0))) {
            var visit = browser.visit(server.address(), "--dump-dom", "--virtual-time-budget=7000");
            assertThat(visit.complaints()).isEmpty();
            // The page itself had 500.
            assertThat(visit.out()).containsPattern("Step <b>50[1-9]</b>").contains("This page renews itself.");
            assertThat(updates).hasValueGreaterThan(501);
        }
    }
}
