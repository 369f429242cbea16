package io.github.data2vec4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.train.SmallDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final String ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>' \\\" &";

    @TempDir
    private Path folder;

    private String page() throws Exception {
        return Page.fixed(WrittenRun.read(folder), WrittenRun.NOW);
    }

    @Test
    void everyCurveIsDrawn() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 50);
        WrittenRun.event(folder, "begun", "");
        WrittenRun.environment(folder, "elsewhere");
        // Two samples, and half a line that is just written.
        Files.writeString(folder.resolve("bad-samples.tsv"), "a.jpg\tit is empty\nb.jpg\tit is cut off\nc.j");
        var page = page();
        for (var id : new String[] {
            "loss",
            "target-deviation",
            "prediction-deviation",
            "learning-rate",
            "ema-decay",
            "gradient-norm",
            "speed",
            "data-wait",
            "memory"
        }) {
            var figure = page.substring(page.indexOf("<figure id=\"" + id + "\""));
            assertThat(figure.substring(0, figure.indexOf("</figure>")))
                    .as(id)
                    .contains("<title id=\"" + id + "-title\">")
                    .contains("<path class=\"line c1\" d=\"M50 ");
        }
        assertThat(page)
                .contains("Step <b>50</b> of 100 (50.0\u00A0%) · about <b>25\u00A0s</b> left")
                .doesNotContain("left out.</p>")
                .contains("<dt>samples that cannot be read</dt><dd>2</dd>")
                .contains("floor 0.1</text>")
                .contains("floor 0.01</text>")
                .contains("<b>1.500</b>")
                .contains("Speed <small>samples/s</small></th><td>64.00</td>")
                .contains("Data wait <small>%</small></th><td>10.00</td>")
                .contains("seed: 1 <span> # of everything</span>");
    }

    @Test
    void nothingThatARunHoldsBecomesMarkup() throws Exception {
        folder = WrittenRun.begun(folder.resolve("<b>bold"));
        WrittenRun.metrics(folder, 3);
        WrittenRun.environment(folder, "here");
        WrittenRun.event(folder, "trouble", ATTACK);
        WrittenRun.event(folder, "begun", ATTACK);
        var page = page();
        assertThat(page)
                .contains("&lt;b&gt;bold")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#39; &quot; &amp;")
                .contains("name: &#39;&lt;b&gt;&#39;")
                .contains("cd /home/&lt;me&gt;")
                .doesNotContain("<img")
                .doesNotContain("<b>bold");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(1);
        assertThat(Html.escape("\u0000\u001B\uD800x")).isEqualTo("\uFFFD\uFFFD\uFFFDx");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 3);
        var page = page();
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(Pattern.compile("(src|href)=\"(?!data:,\")").matcher(page).find())
                .isFalse();
    }

    @Test
    void aYoungRun() throws Exception {
        WrittenRun.begun(folder);
        assertThat(page()).contains("No update has ended yet.");
        WrittenRun.metrics(folder, 1);
        assertThat(page()).contains("d=\"M50 91h0\"");
    }

    @Test
    void aRunWithoutASingleNumber() throws Exception {
        WrittenRun.begun(folder);
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1,\"loss\":null,\"skipped\":true}\n");
        assertThat(page())
                .contains("<figure id=\"loss\" class=\"empty\">")
                .contains("Nothing was noted.")
                .contains("Marks at the bottom: updates that were left out.");
    }

    // As a program leaves it that trains by itself.
    @Test
    void metricsAloneAreARun() throws Exception {
        WrittenRun.metrics(folder, 3);
        var file = folder.resolve("report.html");
        Report.write(folder, file, yaml -> WrittenRun.PLAN, WrittenRun.HERE);
        assertThat(file)
                .content()
                .contains("Step <b>3</b>", "id=\"loss-title\"")
                .doesNotContain("not begun")
                .doesNotContain("of 0");
        assertThat(RunList.main(List.of(WrittenRun.read(folder)))).contains("step 3</span>");
    }

    @Test
    void manyEventsAreCutInTheMiddle() throws Exception {
        WrittenRun.begun(folder);
        for (int i = 0; i < 103; i++) {
            WrittenRun.event(folder, "trouble", "number " + i + ".");
        }
        WrittenRun.event(folder, "checkpoint", "");
        assertThat(page())
                .contains("number 49.", "3 more", "number 53.", "number 102.", "1 checkpoint is not listed")
                .doesNotContain("number 50.")
                .doesNotContain("number 52.");
    }

    @Test
    void aStoppedRunSaysHowItGoesOn() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.environment(folder, "here");
        WrittenRun.event(folder, "stopped", "");
        assertThat(page()).contains("./d2v pretrain a.yaml");
        WrittenRun.event(folder, "complete", "");
        assertThat(page()).doesNotContain("./d2v pretrain a.yaml");
    }

    @Test
    void anAlarmIsShownAtTheTop() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.event(folder, "alarm", "the representation collapsed");
        assertThat(page()).contains("<p class=\"explanation\">the representation collapsed</p>");
    }

    @Test
    void aPageThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        WrittenRun.metrics(WrittenRun.begun(folder.resolve("run")), 100);
        try (var disk = SmallDisk.at(folder.resolve("disk"), 16)) {
            var file = disk.folder().resolve("report.html");
            assertThatThrownBy(
                            () -> Report.write(folder.resolve("run"), file, yaml -> WrittenRun.PLAN, WrittenRun.HERE))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " cannot be written: No space left on device");
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    @Test
    void aFolderWithoutARunIsRefused() {
        assertThatThrownBy(() ->
                        Report.write(folder, folder.resolve("report.html"), yaml -> WrittenRun.PLAN, WrittenRun.HERE))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining(folder + " holds no run")
                .hasMessageContaining("--output");
        assertThat(folder).isEmptyDirectory();
    }
}
