package io.github.data2vec4j.vision;

import java.lang.foreign.MemorySegment;

/**
 * The evaluation view of a picture: the shorter side is resized (antialiased bicubic), the centre is cut out and
 * normalised. Nothing is random; safe for use by many threads.
 *
 * @param shorterSide to which the shorter side is resized, in pixels
 * @param size width and height of the view in pixels
 */
public record CenterCrop(int shorterSide, int size, PixelNorm norm) {

    /** @throws IllegalArgumentException unless 1 &le; size &le; shorterSide */
    public CenterCrop {
        if (!(1 <= size && size <= shorterSide)) {
            throw new IllegalArgumentException(
                    "need 1 <= size <= shorterSide, but they are %d and %d".formatted(size, shorterSide));
        }
    }

    /**
     * Shows 7/8 of the shorter side, as is usual on ImageNet (256 for a view of 224), with ImageNet's normalisation.
     */
    public static CenterCrop imageNet(int size) {
        return new CenterCrop((int) (size / 0.875), size, PixelNorm.IMAGENET);
    }

    /** Bytes of the slot that {@link #apply} fills. */
    public long slotBytes() {
        return PixelNorm.slotBytes(size);
    }

    /**
     * Writes the view to a slot.
     *
     * @param slot receives [3, size, size] floats in native byte order; stays the caller's
     * @throws IllegalArgumentException if the slot has another size than {@link #slotBytes()}
     */
    public void apply(Picture picture, MemorySegment slot) {
        PixelNorm.requireSlot(slot, size);
        int shorter = Math.min(picture.width(), picture.height());
        var columns = centre(picture.width(), shorter);
        var rows = centre(picture.height(), shorter);
        norm.write(
                BicubicResize.resize((y, row) -> picture.read(y, 0, row), picture.width(), columns, rows), size, slot);
    }

    private BicubicAxis centre(int side, int shorter) {
        int resized = (int) ((long) shorterSide * side / shorter);
        int from = (int) Math.rint((resized - size) / 2.0);
        return new BicubicAxis(side, resized, from, size);
    }
}
