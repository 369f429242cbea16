package io.github.data2vec4j.cli;

import java.io.PrintStream;
import java.time.Duration;

/** What a progress line is drawn on. */
sealed interface ProgressOutput {
    /** The least time from the start to the first drawing. */
    Duration firstAfter();

    /** The least time from one drawing to the next. */
    Duration every();

    void draw(ProgressFrame frame);

    void note(String text);

    void aside(Runnable printing);

    void end();

    /** One line, drawn over itself. */
    final class Terminal implements ProgressOutput {
        private final PrintStream out;
        private final int columns;
        private String shown = "";

        Terminal(PrintStream out, int columns) {
            this.out = out;
            this.columns = columns;
        }

        @Override
        public Duration firstAfter() {
            return Duration.ZERO;
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(100);
        }

        @Override
        public void draw(ProgressFrame frame) {
            // A character in the last column makes some terminals begin a new line.
            var text = frame.fitting(columns - 1);
            overwrite(text);
            shown = text;
            out.flush();
        }

        @Override
        public void note(String text) {
            overwrite(text);
            out.print("\n" + shown);
            out.flush();
        }

        @Override
        public void aside(Runnable printing) {
            overwrite("");
            out.print("\r");
            out.flush();
            printing.run();
            out.print(shown);
            out.flush();
        }

        @Override
        public void end() {
            if (!shown.isEmpty()) {
                out.print("\n");
                out.flush();
            }
        }

        private void overwrite(String text) {
            var leftOver = Math.max(0, shown.length() - text.length());
            out.print("\r" + text + " ".repeat(leftOver));
        }
    }

    /** A new line each time, of any length. */
    record Log(PrintStream out, Duration every) implements ProgressOutput {
        @Override
        public Duration firstAfter() {
            return every;
        }

        @Override
        public void draw(ProgressFrame frame) {
            note(frame.fitting(Integer.MAX_VALUE));
        }

        @Override
        public void note(String text) {
            out.print(text + "\n");
            out.flush();
        }

        @Override
        public void aside(Runnable printing) {
            printing.run();
        }

        @Override
        public void end() {
            // The last line is already complete.
        }
    }
}
