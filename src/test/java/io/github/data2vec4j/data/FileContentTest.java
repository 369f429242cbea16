package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        assertThatThrownBy(content::bytes).isInstanceOf(IOException.class).hasMessage(folder + ": Is a directory");
        var failure = catchThrowableOfType(IOException.class, content::bytes);
        assertThat(BadSample.of(content.name(), failure)).isEqualTo(new BadSample(folder.toString(), "Is a directory"));
    }

    // What is read onto the heap goes through native memory that the JDK keeps for each thread.
    @Test
    void anArrayIsCopiedFromMemoryThatIsFreed() throws IOException {
        var file = new FileContent(Files.write(folder.resolve("a"), new byte[] {1, 2, 3}));
        var read = new ArrayList<MemorySegment>();
        var content = new Content() {
            @Override
            public String name() {
                return file.name();
            }

            @Override
            public MemorySegment read(SegmentAllocator allocator) throws IOException {
                read.add(file.read(allocator));
                return read.getLast();
            }
        };
        assertThat(content.bytes()).containsExactly(1, 2, 3);
        assertThat(read).hasSize(1).allMatch(MemorySegment::isNative);
        assertThat(read.getFirst().scope().isAlive()).isFalse();
    }
}
