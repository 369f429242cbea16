package io.github.data2vec4j.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListLinesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "a\n\nb", "a\r\nb\r\n", "a\rb\r", "\r\r\n\n", "\n\r", "é\n\u2028\n"})
    void areThoseOfAReader(String text) throws IOException {
        assertThat(lines(text.getBytes(UTF_8)))
                .isEqualTo(new BufferedReader(new StringReader(text)).lines().toList());
    }

    @Test
    void comeWithoutByteOrderMark() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb".getBytes(UTF_8))).containsExactly("a", "\uFEFFb");
    }

    @Test
    void nameTheLineThatIsNotUtf8() {
        assertThatThrownBy(() -> lines("a\r\nb\r\ncafé\n".getBytes(ISO_8859_1)))
                .isInstanceOf(NotUtf8Exception.class)
                .hasMessage(folder.resolve("list")
                        + ", line 3: this is no text in UTF-8; save it as UTF-8, or convert it" + " with iconv");
        // A file of something else without a single line break.
        assertThatThrownBy(() -> lines(new byte[(1 << 20) + 1])).isInstanceOf(NotUtf8Exception.class);
    }

    private List<String> lines(byte[] bytes) throws IOException {
        var lines = new ArrayList<String>();
        try (var list = new ListLines(Files.write(folder.resolve("list"), bytes))) {
            for (var line = list.next(); line != null; line = list.next()) {
                lines.add(line);
                assertThat(list.number()).isEqualTo(lines.size());
            }
        }
        return lines;
    }
}
