package io.github.data2vec4j.measure;

import io.github.data2vec4j.torch.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds now, in bytes; -1 where it cannot be told.
 *
 * @param resident memory of the whole process
 * @param javaHeap objects of Java, those included that nobody needs any more
 * @param tensors that libtorch has given out and that were not released
 * @param tensorBytes what their elements span
 */
public record ProcessMemory(long resident, long javaHeap, long tensors, long tensorBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIBIBYTE = 1024;

    public static ProcessMemory now() {
        var runtime = Runtime.getRuntime();
        var torch = NativeMemory.now();
        return new ProcessMemory(
                residentBytes(), runtime.totalMemory() - runtime.freeMemory(), torch.tensors(), torch.tensorBytes());
    }

    /** The line {@code VmRSS: 123456 kB} of Linux; other systems have no such file. */
    private static long residentBytes() {
        try {
            // The name of a program is in this file too, in whatever encoding.
            return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
