package io.github.data2vec4j.text;

import io.github.data2vec4j.data2vec.Preview;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Shows the first text of a batch as the student sees it, and as the teacher does.
 *
 * @param tokenizer file that turns tokens into text
 */
public record MaskedText(Path tokenizer) implements Preview {

    @Override
    public List<Exhibit> of(Views views) {
        var teacher = views.teacher();
        try (var open = Tokenizer.read(tokenizer)) {
            var text = new StringBuilder("student\n\n")
                    .append(block(open, views.student().samples()));
            if (teacher != null) {
                text.append("\n\nteacher\n\n").append(block(open, teacher.samples()));
            }
            return List.of(new Words("masked/text", text.toString()));
        } catch (IOException e) {
            return List.of(new Words("masked/text", tokenizer + " can no longer be read: " + e.getMessage()));
        }
    }

    /** Indented, so that nothing of it is taken for markup. */
    private static String block(Tokenizer tokenizer, Tensor batch) {
        int padding = tokenizer.vocabulary().padding();
        var tokens = Arrays.stream(batch.narrow(0, 0, 1).toLongArray())
                .mapToInt(Math::toIntExact)
                .filter(token -> token != padding)
                .toArray();
        return tokenizer.decode(tokens).strip().indent(4).stripTrailing();
    }
}
