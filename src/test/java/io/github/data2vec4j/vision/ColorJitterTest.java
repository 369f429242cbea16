package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Randomness;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColorJitterTest {

    // Uniform in [0.6, 1.4]: mean 1, deviation 0.8 / sqrt(12) = 0.231, of 12,000 draws 0.0021; each of six orders 2,000
    // times
    // with a deviation of 41.
    @Test
    void factorsAndOrdersAreUniform() {
        var orders = new HashMap<List<Class<?>>, Integer>();
        var sums = new HashMap<Class<?>, Double>();
        for (int i = 0; i < 12_000; i++) {
            var steps = ColorJitter.DATA2VEC.draw(Randomness.of(8).sample(i).generator());
            orders.merge(steps.stream().<Class<?>>map(Object::getClass).toList(), 1, Integer::sum);
            for (var step : steps) {
                assertThat(step.factor()).isBetween(0.6f, 1.4f);
                sums.merge(step.getClass(), (double) step.factor(), Double::sum);
            }
        }
        assertThat(orders).hasSize(6);
        assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(1830, 2170));
        assertThat(sums.values())
                .hasSize(3)
                .allSatisfy(sum -> assertThat(sum / 12_000).isCloseTo(1, within(0.009)));
    }

    @Test
    void factorsAreNeverNegative() {
        for (int i = 0; i < 1000; i++) {
            for (var step :
                    new ColorJitter(3, 3, 3).draw(Randomness.of(8).sample(i).generator())) {
                assertThat(step.factor()).isBetween(0f, 4f);
            }
        }
    }

    @Test
    void strengthZeroChangesNothing() {
        assertThat(new ColorJitter(0, 0, 0).draw(Randomness.of(1).generator()))
                .allSatisfy(step -> assertThat(step.factor()).isEqualTo(1f));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ColorJitter(0.4, -0.1, 0.4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new ColorJitter(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
