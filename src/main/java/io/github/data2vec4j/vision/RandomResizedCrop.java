package io.github.data2vec4j.vision;

import java.util.random.RandomGenerator;

/**
 * Which part of a picture is shown: a share of its area and an aspect ratio are drawn until the part lies within the
 * picture; after ten misses the largest centred part with an allowed aspect ratio is taken.
 *
 * @param minArea smallest share of the picture's area
 * @param maxArea largest share
 * @param minAspect smallest width divided by height; the logarithm of the ratio is uniform
 * @param maxAspect largest width divided by height
 */
public record RandomResizedCrop(double minArea, double maxArea, double minAspect, double maxAspect) {

    private static final int TRIES = 10;

    /** Area 0.08 to 1, aspect 3/4 to 4/3, as in the paper's vision experiments. */
    public static final RandomResizedCrop DATA2VEC = new RandomResizedCrop(0.08, 1.0, 3.0 / 4.0, 4.0 / 3.0);

    /**
     * @throws IllegalArgumentException unless 0 &lt; minArea &le; maxArea &le; 1 and 0 &lt; minAspect &le; maxAspect
     */
    public RandomResizedCrop {
        if (!(0 < minArea && minArea <= maxArea && maxArea <= 1)) {
            throw new IllegalArgumentException(
                    "need 0 < minArea <= maxArea <= 1, but they are %s and %s".formatted(minArea, maxArea));
        }
        if (!(0 < minAspect && minAspect <= maxAspect)) {
            throw new IllegalArgumentException(
                    "need 0 < minAspect <= maxAspect, but they are %s and %s".formatted(minAspect, maxAspect));
        }
    }

    CropBox draw(int width, int height, RandomGenerator random) {
        double area = (double) width * height;
        for (int i = 0; i < TRIES; i++) {
            double cropArea = area * Uniform.between(minArea, maxArea, random);
            double aspect = Math.exp(Uniform.between(Math.log(minAspect), Math.log(maxAspect), random));
            int cropWidth = (int) Math.rint(Math.sqrt(cropArea * aspect));
            int cropHeight = (int) Math.rint(Math.sqrt(cropArea / aspect));
            if (0 < cropWidth && cropWidth <= width && 0 < cropHeight && cropHeight <= height) {
                int top = random.nextInt(height - cropHeight + 1);
                int left = random.nextInt(width - cropWidth + 1);
                return new CropBox(left, top, cropWidth, cropHeight);
            }
        }
        return centred(width, height);
    }

    private CropBox centred(int width, int height) {
        double aspect = (double) width / height;
        int cropWidth = aspect > maxAspect ? (int) Math.rint(height * maxAspect) : width;
        int cropHeight = aspect < minAspect ? (int) Math.rint(width / minAspect) : height;
        return new CropBox((width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
    }
}
