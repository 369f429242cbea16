package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {

    @TempDir
    private Path folder;

    // A folder can be opened there, but reading it fails, as a broken disk does.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatFailsWhileItIsReadIsNamed() {
        var content = new FileContent(folder);
        assertThatThrownBy(content::bytes)
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": Is a directory");
        var failure = catchThrowableOfType(IOException.class, content::bytes);
        assertThat(BadSample.of(content.name(), failure))
                .isEqualTo(new BadSample(folder.toString(), "Is a directory"));
    }

    @Test
    void anArrayIsTheOnlyCopyOnTheHeap() throws IOException {
        var written = new byte[1 << 20];
        Randomness.of(1).generator().nextBytes(written);
        var content = new FileContent(Files.write(folder.resolve("a"), written));
        content.bytes();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var bytes = content.bytes();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).isEqualTo(written);
        assertThat(allocated).isBetween(1L << 20, 3L << 19);
    }
}
