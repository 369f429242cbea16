package io.github.data2vec4j.vision;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random brightness, contrast and saturation, applied in random order. The factor of each is uniform in [max(0, 1 - x),
 * 1 + x] where x is its strength here; 0 leaves the picture as it is.
 *
 * @param brightness strength of the change of brightness
 * @param contrast strength of the change of contrast
 * @param saturation strength of the change of saturation
 */
public record ColorJitter(double brightness, double contrast, double saturation) {

    /** 0.4 each, as in the paper's vision experiments. */
    public static final ColorJitter DATA2VEC = new ColorJitter(0.4, 0.4, 0.4);

    /** @throws IllegalArgumentException if a strength is negative or not finite */
    public ColorJitter {
        for (double strength : new double[] {brightness, contrast, saturation}) {
            if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the strength of a colour jitter is at least 0, but is " + strength);
            }
        }
    }

    /** What is to be done to one picture, first step first. */
    List<ColorStep> draw(RandomGenerator random) {
        var steps = new ColorStep[] {
            new ColorStep.Brightness(factor(brightness, random)),
            new ColorStep.Contrast(factor(contrast, random)),
            new ColorStep.Saturation(factor(saturation, random))
        };
        for (int i = steps.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var step = steps[i];
            steps[i] = steps[j];
            steps[j] = step;
        }
        return List.of(steps);
    }

    private static float factor(double strength, RandomGenerator random) {
        return (float) Uniform.between(Math.max(0, 1 - strength), 1 + strength, random);
    }
}
