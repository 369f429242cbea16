package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.NothingMaskedException;
import io.github.data2vec4j.data.SampleMemoryException;
import io.github.data2vec4j.data.TooManyBadSamplesException;
import io.github.data2vec4j.torch.NativeLoadException;
import io.github.data2vec4j.torch.TorchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into words for its user; a stack trace only where the mistake may be ours. */
final class Complaint implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        var err = command.getErr();
        var words = words(failure);
        if (words == null) {
            err.println("d2v failed in a way that it should not; please report this:");
            failure.printStackTrace(err);
        } else {
            err.println(command.getColorScheme().errorText("d2v: " + words));
            if (Boolean.getBoolean("data2vec4j.debug")) {
                failure.printStackTrace(err);
            }
        }
        return Main.WRONG_INPUT;
    }

    /** Words for the user, or null where there are none. */
    static @Nullable String words(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException present -> present.getFile() + " is there already";
            case FileSystemLoopException loop -> loop.getFile() + " is a link that leads in a circle";
            case FileSystemException file -> file.getFile() + ": " + file.getReason();
            case TooManyBadSamplesException bad ->
                bad.getMessage()
                        + "\nPut whole files in their place, or raise reading.maxBadShare (--max-bad-share of commands without"
                        + " a configuration).";
            case UncheckedIOException io when io.getCause() != null -> words(io.getCause());
            case IOException io -> io.getMessage();
            case ConfigException config -> config.getMessage();
            case WrongArgumentException arguments -> arguments.getMessage();
            case TooBigException big -> big.getMessage();
            case NativeLoadException load -> load.getMessage();
            case TorchException.OutOfMemory memory ->
                "not enough memory: " + memory.getMessage()
                        + "\nLower the size of batches (and raise training.batchesPerStep), or the model's size.";
            case SampleMemoryException sample ->
                sample.getMessage()
                        + "\nGive the JVM's heap more, such as D2V_JAVA_OPTS=-Xmx8g, or lower training.loaderThreads; or cut"
                        + " long recordings into segments, by a manifest of JSON lines with offset and duration, and make"
                        + " huge pictures smaller.";
            case OutOfMemoryError memory ->
                "the JVM has not enough memory: " + memory.getMessage()
                        + "\nGive its heap more, such as D2V_JAVA_OPTS=-Xmx8g; or lower the size of batches,"
                        + " training.batchesAhead or training.loaderThreads.";
            case NothingMaskedException sparse ->
                sparse.getMessage() + "\nMask more, in the group masking of the configuration.";
            case TorchException torch -> torch.getMessage();
            case RuntimeException outer when outer.getCause() instanceof OutOfMemoryError -> words(outer.getCause());
            default -> null;
        };
    }
}
