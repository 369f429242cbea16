package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.StepReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of a run: the loss of each step that was not skipped, its running mean, and how far targets and predictions
 * deviate.
 */
final class LossCurve {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 520;

    private LossCurve() {}

    static void write(Path png, History history) throws IOException {
        if (history.made().isEmpty()) {
            return;
        }
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("data2vec pretraining")
                .xAxisTitle("step")
                .yAxisTitle("loss")
                .build();
        var style = chart.getStyler();
        style.setLegendPosition(LegendPosition.OutsideS);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setYAxisGroupPosition(1, YAxisPosition.Right);
        style.setYAxisMin(1, 0.0);
        chart.setYAxisGroupTitle(1, "standard deviation");

        var steps = values(history, StepReport::step);
        var loss = values(history, StepReport::loss);
        line(chart, "loss", steps, loss, new Color(0xB8CCE4), 1, 0);
        line(chart, "loss, running mean", steps, runningMean(loss), new Color(0x1F4E9E), 2.5f, 0);
        line(chart, "targets", steps, values(history, StepReport::targetDeviation), new Color(0x2E8B57), 1.5f, 1);
        line(
                chart,
                "predictions",
                steps,
                values(history, StepReport::predictionDeviation),
                new Color(0xD2691E),
                1.5f,
                1);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        Files.write(png, bytes.toByteArray());
    }

    private static void line(
            XYChart chart, String name, double[] steps, double[] values, Color color, float width, int axis) {
        var series = chart.addSeries(name, steps, values);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
        series.setYAxisGroup(axis);
    }

    private static double[] values(History history, ToDoubleFunction<StepReport> value) {
        return history.made().stream()
                .mapToDouble(step -> value.applyAsDouble(step.report()))
                .toArray();
    }

    /** Mean over a window around each step, a twentieth of the run wide. */
    static double[] runningMean(double[] values) {
        int reach = Math.max(1, values.length / 40);
        var means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, i - reach);
            int to = Math.min(values.length, i + reach + 1);
            double sum = 0;
            for (int j = from; j < to; j++) {
                sum += values[j];
            }
            means[i] = sum / (to - from);
        }
        return means;
    }
}
