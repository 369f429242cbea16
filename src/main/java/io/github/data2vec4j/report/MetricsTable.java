package io.github.data2vec4j.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metrics of all updates, column by column: a run of half a million of them has room. */
final class MetricsTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Metric, double[]> columns = new EnumMap<>(Metric.class);
    private boolean[] skipped = new boolean[64];
    private int size;
    private @Nullable String lastTime;

    MetricsTable() {
        for (var metric : Metric.values()) {
            columns.put(metric, new double[skipped.length]);
        }
    }

    /** Takes a line; one that is no update, such as half a line, is left out. */
    void add(String line) {
        try {
            var json = JSON.readTree(line);
            if (json.path("step").isNumber()) {
                add(json);
            }
        } catch (JacksonException e) {
            // A run that was killed leaves half a line, and makes that update again when it goes on.
            return;
        }
    }

    private void add(JsonNode json) {
        if (size == skipped.length) {
            skipped = Arrays.copyOf(skipped, 2 * size);
            columns.replaceAll((metric, values) -> Arrays.copyOf(values, 2 * values.length));
        }
        columns.forEach((metric, values) -> values[size] = number(json.path(metric.key())));
        skipped[size] = json.path("skipped").asBoolean(false);
        var time = json.path("time");
        lastTime = time.isString() ? time.asString() : null;
        size++;
    }

    /** A number, or what {@link Double} reads of a text such as {@code NaN}; no number where there is none. */
    private static double number(JsonNode node) {
        return node.isNumber() || node.isString() ? node.asDouble(Double.NaN) : Double.NaN;
    }

    int size() {
        return size;
    }

    double at(Metric metric, int row) {
        return column(metric)[row];
    }

    /** A copy of a column. */
    double[] values(Metric metric) {
        return Arrays.copyOf(column(metric), size);
    }

    private double[] column(Metric metric) {
        return columns.getOrDefault(metric, new double[0]);
    }

    /** Whether an update was left out, since its loss or gradients were no numbers. */
    boolean isSkipped(int row) {
        return skipped[row];
    }

    /** The last update, 0 if there is none. */
    long lastStep() {
        return size == 0 ? 0 : (long) at(Metric.STEP, size - 1);
    }

    /** When the last update ended (ISO 8601), or null if that is not known. */
    @Nullable
    String lastTime() {
        return lastTime;
    }
}
