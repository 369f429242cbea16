package io.github.data2vec4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void numbersDifferRelativeToTheirReference() {
        var difference = Difference.relative("loss", -2.1, -2, 0.04, 0);
        assertThat(difference.largest()).isEqualTo(0.05, within(1e-12));
        assertThat(difference.isWithinLimit()).isFalse();
        assertThat(difference.shareOfLimit()).isEqualTo(1.25, within(1e-12));
        assertThat(Difference.relative("loss", -2.1, -2, 0.06, 0).isWithinLimit())
                .isTrue();
        assertThat(Difference.relative("loss", 0.25, 0, 1, 0).largest()).isEqualTo(0.25);
    }

    @Test
    void tensorsDifferByTheirWorstElement() {
        var expected = Tensors.zeros(DType.FLOAT32, 2, 3, 4);
        var actual = Tensors.zeros(DType.FLOAT32, 2, 3, 4);
        actual.select(0, 1).select(0, 2).select(0, 1).fill_(-0.5);
        actual.select(0, 0).select(0, 1).select(0, 3).fill_(0.25);
        var difference = Difference.absolute("block", actual, expected, 0.1);
        assertThat(difference.largest()).isEqualTo(0.5);
        assertThat(difference.place()).isEqualTo("at [1, 2, 1]");
        assertThat(difference.isWithinLimit()).isFalse();
        assertThat(difference.toString()).startsWith("FAIL block").contains("5.00e-01 of 1e-01 allowed at [1, 2, 1]");
    }

    @Test
    void moreIsAllowedWhereRoundingCarriesFar() {
        var expected = Tensors.of(new float[] {1, 2, 3}, 3);
        var actual = Tensors.of(new float[] {1.5f, 2.25f, 3}, 3);
        var rounding = Tensors.of(new double[] {0.5, 0, 0}, 3);
        var difference = Difference.absolute("block", actual, expected, 0.1, rounding);
        assertThat(difference.isWithinLimit()).isFalse();
        assertThat(difference.place()).isEqualTo("at [1]");
        assertThat(difference.largest()).isEqualTo(0.25);

        var sensitive = Tensors.of(new double[] {0.5, 0.5, 0}, 3);
        var allowed = Difference.absolute("block", actual, expected, 0.1, sensitive);
        assertThat(allowed.isWithinLimit()).isTrue();
        assertThat(allowed.isRoundingAlone()).isTrue();
        assertThat(difference.isRoundingAlone()).isFalse();
        assertThat(Difference.absolute("block", actual, expected, 0.6, sensitive)
                        .isRoundingAlone())
                .isFalse();
        assertThat(allowed.place()).isEqualTo("at [0]");
        assertThat(allowed.shareOfLimit()).isEqualTo(0.5 / 0.6, within(1e-12));
        assertThat(allowed.toString()).contains("5.00e-01 of 1e-01 allowed at [0] and 5e-01 for rounding");
        assertThat(Difference.relative("loss", -2.1, -2, 0.04, 0.03).shareOfLimit())
                .isEqualTo(0.05 / 0.055, within(1e-12));
    }

    @Test
    void roundingThatIsNoNumberAllowsNothing() {
        assertThat(Difference.relative("loss", 1.5, 1, 0.1, Double.NaN).isWithinLimit())
                .isFalse();
        assertThat(Difference.relative("loss", 1.5, 1, 0.1, Double.NaN).shareOfLimit())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void equalTensorsDifferByNothing() {
        var one = Tensors.of(new float[] {1, 2}, 2);
        var difference = Difference.absolute("block", one, one, 0);
        assertThat(difference.isWithinLimit()).isTrue();
        assertThat(difference.shareOfLimit()).isZero();
        assertThat(difference.toString()).startsWith("ok   block");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoNumberIsNeverWithinALimit(double value) {
        var expected = Tensors.of(new float[] {1, 2, 3}, 3);
        var actual = Tensors.of(new float[] {1, (float) value, 100}, 3);
        var difference = Difference.absolute("block", actual, expected, 1e9);
        assertThat(difference.isWithinLimit()).isFalse();
        assertThat(difference.place()).isEqualTo("at [1]");
        assertThat(difference.shareOfLimit()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Difference.absolute("block", expected, actual, 1e9).isWithinLimit())
                .isFalse();
        assertThat(Difference.relative("loss", value, 1, 1e9, 0).isWithinLimit())
                .isFalse();
    }

    @Test
    void otherShapesAreADifference() {
        var difference = Difference.absolute(
                "block", Tensors.zeros(DType.FLOAT32, 2, 3), Tensors.zeros(DType.FLOAT32, 3, 2), 1e9);
        assertThat(difference.isWithinLimit()).isFalse();
        assertThat(difference.place()).isEqualTo("shape [2, 3] instead of [3, 2]");
    }
}
