package io.github.data2vec4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {

    private static final int[] ANSWERS = IntStream.range(0, 60).map(i -> i % 3).toArray();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void everyExampleIsHeldOutOnce(long seed) {
        var folds = Folds.of(Question.about("any", ANSWERS), 5, seed);
        List<Integer> all = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            var inside = IntStream.of(folds.inside(fold)).boxed().toList();
            var outside = IntStream.of(folds.outside(fold)).boxed().toList();
            assertThat(outside).hasSize(48).doesNotContainAnyElementsOf(inside);
            all.addAll(inside);
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
    }

    @Test
    void everyPartHasItsShareOfEachClass() {
        var folds = Folds.of(Question.about("any", ANSWERS), 5, 7);
        for (int fold = 0; fold < 5; fold++) {
            assertThat(IntStream.of(folds.inside(fold)).map(i -> ANSWERS[i]).sorted())
                    .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
        }
    }

    @Test
    void groupsStayTogether() {
        var groups = IntStream.range(0, 60).map(i -> i / 5).toArray();
        var folds = Folds.of(new Question("any", ANSWERS, groups), 4, 3);
        for (int fold = 0; fold < 4; fold++) {
            var inside = IntStream.of(folds.inside(fold))
                    .map(i -> groups[i])
                    .distinct()
                    .boxed()
                    .toList();
            assertThat(IntStream.of(folds.outside(fold)).map(i -> groups[i]).boxed())
                    .doesNotContainAnyElementsOf(inside);
            assertThat(inside).hasSize(3);
        }
    }

    @Test
    void theSeedDecides() {
        var question = Question.about("any", ANSWERS);
        assertThat(Folds.of(question, 5, 1).inside(0))
                .isEqualTo(Folds.of(question, 5, 1).inside(0));
        assertThat(Folds.of(question, 5, 1).inside(0))
                .isNotEqualTo(Folds.of(question, 5, 2).inside(0));
    }

    @Test
    void fewerGroupsThanPartsCannotBeDivided() {
        var question = new Question("any", new int[] {0, 1, 0, 1}, new int[] {0, 0, 1, 1});
        assertThatThrownBy(() -> Folds.of(question, 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 groups of examples cannot be divided into 3 parts");
    }
}
