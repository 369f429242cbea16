package io.github.data2vec4j.vision;

import java.util.random.RandomGenerator;

/**
 * How block-wise masks are drawn (the method of BEiT, which the paper takes over): rectangles of random area and aspect
 * ratio are laid over the grid of patches until enough patches are masked.
 *
 * @param maskedPatches how many patches to mask; a mask can end with fewer, never with more
 * @param minBlockPatches smallest area drawn for a block, in patches
 * @param maxBlockPatches largest number of patches that a block may add
 * @param minAspect smallest height divided by width; the logarithm of the ratio is uniform
 * @param maxAspect largest height divided by width
 */
public record BlockMasking(
        int maskedPatches, int minBlockPatches, int maxBlockPatches, double minAspect, double maxAspect) {

    private static final int TRIES = 10;

    /** @throws IllegalArgumentException if a number is not positive or a smallest value is above its largest */
    public BlockMasking {
        if (maskedPatches < 1) {
            throw new IllegalArgumentException(
                    "at least 1 patch must be masked, but maskedPatches is " + maskedPatches);
        }
        if (!(1 <= minBlockPatches && minBlockPatches <= maxBlockPatches)) {
            throw new IllegalArgumentException("need 1 <= minBlockPatches <= maxBlockPatches, but they are %d and %d"
                    .formatted(minBlockPatches, maxBlockPatches));
        }
        if (!(0 < minAspect && minAspect <= maxAspect)) {
            throw new IllegalArgumentException(
                    "need 0 < minAspect <= maxAspect, but they are %s and %s".formatted(minAspect, maxAspect));
        }
    }

    /**
     * Blocks of at least 16 patches, of any larger size, with aspect ratios of 0.3 to 1/0.3, as in the paper's
     * experiments.
     */
    public static BlockMasking data2vec(int maskedPatches) {
        return new BlockMasking(maskedPatches, 16, Integer.MAX_VALUE, 0.3, 1 / 0.3);
    }

    /**
     * Draws one mask.
     *
     * @param rows of the grid of patches
     * @param columns of the grid of patches
     * @param random decides everything
     * @throws IllegalArgumentException if the grid has fewer patches than are to be masked
     */
    public BlockMask draw(int rows, int columns, RandomGenerator random) {
        if ((long) rows * columns < maskedPatches || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "cannot mask %d patches of a grid of %d x %d".formatted(maskedPatches, rows, columns));
        }
        var mask = new BlockMask(rows, columns);
        while (mask.count() < maskedPatches && addBlock(mask, random)) {}
        return mask;
    }

    private boolean addBlock(BlockMask mask, RandomGenerator random) {
        int room = Math.min(maskedPatches - mask.count(), maxBlockPatches);
        for (int i = 0; i < TRIES; i++) {
            // With little room left the range is upside down; then areas lie between the room and the smallest block.
            double area = Uniform.between(minBlockPatches, room, random);
            double aspect = Math.exp(Uniform.between(Math.log(minAspect), Math.log(maxAspect), random));
            int height = (int) Math.rint(Math.sqrt(area * aspect));
            int width = (int) Math.rint(Math.sqrt(area / aspect));
            if (height < mask.rows() && width < mask.columns()) {
                int top = random.nextInt(mask.rows() - height + 1);
                int left = random.nextInt(mask.columns() - width + 1);
                int added = mask.countUnmasked(top, left, height, width);
                if (0 < added && added <= room) {
                    mask.cover(top, left, height, width);
                    return true;
                }
            }
        }
        return false;
    }
}
