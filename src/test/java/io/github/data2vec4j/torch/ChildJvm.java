package io.github.data2vec4j.torch;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A main class in a JVM of its own, on the class path of these tests unless another is given. */
public final class ChildJvm {

    private static final int MINUTES = 3;
    private static final String MODULE = "io.github.data2vec4j";
    private static final String ACCESS = "--enable-native-access=";

    // Jars of machine code alone, which require modules that are left out of the build.
    private static final Predicate<String> MACHINE_CODE =
            Pattern.compile("-(linux|macosx|windows)-(x86_64|arm64)").asPredicate();
    private static final Predicate<String> FOR_TESTS = Pattern.compile(
                    "test-classes|[/\\\\](junit|assertj|tngtech|bytebuddy|opentest4j|apiguardian|openjdk)[/\\\\]")
            .asPredicate();

    private final List<String> options =
            new ArrayList<>(List.of(ACCESS + "ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> command;
    private List<Path> classPath = classPathOfTests();
    private String limits = "";

    /**
     * How it ended.
     *
     * @param status exit status
     * @param output what it wrote to the standard output
     * @param errors what it wrote to the standard error
     */
    public record Result(int status, String output, String errors) {}

    /** A child that was started. */
    public record Running(Process process, Path output, Path errors) {

        public Result await() throws IOException, InterruptedException {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            var result = new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            return result;
        }
    }

    private ChildJvm(List<String> command) {
        this.command = command;
    }

    public static ChildJvm of(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(command);
    }

    public ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    public ChildJvm without(String option) {
        options.remove(option);
        return this;
    }

    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Lets it run under limits of the shell.
     *
     * @param limits for {@code ulimit}, such as {@code -v 4000000}
     */
    public ChildJvm underLimits(String limits) {
        this.limits = limits;
        return this;
    }

    ChildJvm classPath(List<Path> elements) {
        classPath = elements;
        return this;
    }

    /** Starts the main class in its module, which must be this project's, with what it requires on the module path. */
    public ChildJvm asModule() {
        var modules = classPath.stream()
                .map(Path::toString)
                .filter(MACHINE_CODE.or(FOR_TESTS).negate())
                .toList();
        options.addAll(List.of("--module-path", String.join(File.pathSeparator, modules)));
        options.set(options.indexOf(ACCESS + "ALL-UNNAMED"), ACCESS + MODULE);
        command.set(0, MODULE + "/" + command.getFirst());
        command.addFirst("-m");
        classPath = classPath.stream()
                .filter(element -> MACHINE_CODE.test(element.toString()))
                .toList();
        return this;
    }

    public Running start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var all = new ArrayList<>(List.of(java));
        all.addAll(options);
        all.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList())));
        all.addAll(command);
        if (!limits.isEmpty()) {
            all.addAll(0, List.of("sh", "-c", "ulimit " + limits + " && exec \"$@\"", "sh"));
        }
        var output = Files.createTempFile("child", ".out");
        var errors = Files.createTempFile("child", ".err");
        var builder = new ProcessBuilder(all).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output, errors);
    }

    public Result run() throws IOException, InterruptedException {
        return start().await();
    }

    /** All that the tests see, whether they run on the module path or on the class path. */
    static List<Path> classPathOfTests() {
        var elements = new LinkedHashSet<Path>();
        elements.add(rootOf(ChildJvm.class));
        elements.add(rootOf(Tensor.class));
        for (var property : List.of("surefire.test.class.path", "java.class.path", "jdk.module.path")) {
            for (var element : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!element.isEmpty()) {
                    elements.add(Path.of(element));
                }
            }
        }
        return List.copyOf(elements);
    }

    /** The folder that a class was loaded from. */
    static Path rootOf(Class<?> type) {
        var file = type.getName().replace('.', '/') + ".class";
        var url =
                Objects.requireNonNull(type.getClassLoader().getResource(file)).toString();
        return Path.of(URI.create(url.substring(0, url.length() - file.length())));
    }
}
