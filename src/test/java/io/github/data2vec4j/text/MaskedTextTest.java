package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Preview.Words;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedTextTest {

    @TempDir
    private Path folder;

    private static Views views(long[] student, long[] teacher) {
        int time = student.length;
        var masked = new boolean[time];
        masked[1] = true;
        return new Views(
                Input.of(Tensors.of(student, 1, time)),
                Input.of(Tensors.of(teacher, 1, time)),
                Mask.of(masked, 1, time));
    }

    @Test
    void theFirstTextAsBothSidesSeeIt() throws Exception {
        var file = folder.resolve("tokenizer.json");
        new BytePairTrainer(BytePairTrainer.SMALLEST, 1)
                .train(Stream.of("any text at all"))
                .write(file);
        long[] teacher;
        long[] student;
        try (var tokenizer = Tokenizer.read(file);
                var scope = Scope.open()) {
            int padding = tokenizer.vocabulary().padding();
            var tokens = tokenizer.encode("*a* <b>");
            teacher = new long[tokens.length + 1];
            for (int i = 0; i < tokens.length; i++) {
                teacher[i] = tokens[i];
            }
            teacher[tokens.length] = padding;
            student = teacher.clone();
            student[1] = tokenizer.vocabulary().mask();

            var shown = new MaskedText(file).of(views(student, teacher));

            assertThat(shown)
                    .containsExactly(new Words("masked/text", "student\n\n    *<mask>* <b>\n\nteacher\n\n    *a* <b>"));
        }
    }

    @Test
    void aTokenizerThatIsGoneIsNamedAndEndsNothing() {
        var file = folder.resolve("gone.json");
        assertThat(Files.exists(file)).isFalse();
        try (var scope = Scope.open()) {
            var shown = new MaskedText(file).of(views(new long[] {1, 2}, new long[] {1, 2}));
            assertThat(((Words) shown.getFirst()).text()).contains(file + " can no longer be read");
        }
    }
}
