package io.github.data2vec4j.cli;

import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.track.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is noted of the program and the machine that a run was started on. */
final class Surroundings {

    private static final String OVERWRITE = "--overwrite";

    private Surroundings() {}

    /** @param arguments of the command line */
    static Environment now(List<String> arguments, String data, long parameters) {
        return new Environment(
                new VersionText().getVersion()[0],
                Torch.version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                host(),
                Runtime.getRuntime().availableProcessors(),
                Torch.threads(),
                ProcessHandle.current().pid(),
                Path.of("").toAbsolutePath().toString(),
                command(arguments),
                data,
                parameters);
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The command as it is typed to go on with the run. */
    static String command(List<String> arguments) {
        return "./d2v "
                + arguments.stream()
                        .filter(argument -> !argument.equals(OVERWRITE))
                        .map(Surroundings::quoted)
                        .collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=:,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
