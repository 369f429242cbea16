package io.github.data2vec4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * A command line that was run inside the test.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
