package io.github.data2vec4j.vision;

import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/**
 * The training view of a picture, in the order of the code published with the paper: colour jitter, horizontal flip,
 * random resized crop with antialiased bicubic interpolation, normalisation. A pure function of the picture and of the
 * generator's numbers; safe for use by many threads.
 *
 * @param size width and height of the view in pixels
 * @param jitter how colours are varied
 * @param flipProbability how often left and right are exchanged
 * @param crop which part of the picture is shown
 * @param norm how pixels become numbers
 */
public record Augmentation(
        int size, ColorJitter jitter, double flipProbability, RandomResizedCrop crop, PixelNorm norm) {

    /** @throws IllegalArgumentException if size is not positive or the probability is not one */
    public Augmentation {
        if (size < 1) {
            throw new IllegalArgumentException("the size of a view is at least 1 pixel, but is " + size);
        }
        if (!(0 <= flipProbability && flipProbability <= 1)) {
            throw new IllegalArgumentException(
                    "a probability is from 0 to 1, but flipProbability is " + flipProbability);
        }
    }

    /** With the numbers of the paper's experiments (there, size is 224). */
    public static Augmentation data2vec(int size) {
        return new Augmentation(size, ColorJitter.DATA2VEC, 0.5, RandomResizedCrop.DATA2VEC, PixelNorm.IMAGENET);
    }

    /** Bytes of the slot that {@link #apply} fills. */
    public long slotBytes() {
        return PixelNorm.slotBytes(size);
    }

    /**
     * Draws a view and writes it to a slot.
     *
     * @param random decides everything; how many numbers are taken from it depends on the picture's size only through
     *     the tries of the crop, which are drawn last
     * @param slot receives [3, size, size] floats in native byte order; stays the caller's
     * @throws IllegalArgumentException if the slot has another size than {@link #slotBytes()}
     */
    public void apply(Picture picture, RandomGenerator random, MemorySegment slot) {
        show(new ScaledPicture(picture, 1), draw(picture.width(), picture.height(), random), slot);
    }

    /** Draws a view of a picture of this size at full scale. */
    View draw(int width, int height, RandomGenerator random) {
        var steps = jitter.draw(random);
        var flipped = random.nextDouble() < flipProbability;
        var box = crop.draw(width, height, random);
        return new View(steps, flipped, flipped ? mirrored(box, width) : box);
    }

    /**
     * Writes a view to a slot. Same result as recolouring and flipping everything first, without touching pixels that
     * the crop leaves out.
     */
    void show(ScaledPicture scaled, View view, MemorySegment slot) {
        PixelNorm.requireSlot(slot, size);
        var picture = scaled.picture();
        var columns = Span.of(view.box().left(), view.box().width(), scaled.scale());
        var rows = Span.of(view.box().top(), view.box().height(), scaled.scale());
        var cover = new CropBox(columns.first(), rows.first(), columns.pixels(), rows.pixels());
        var pixels = ColorMap.of(picture, view.steps()).rows(picture, cover);
        if (view.flipped()) {
            pixels = mirrored(pixels);
            columns = columns.mirrored();
        }
        norm.write(BicubicResize.resize(pixels, cover.width(), columns.axis(size), rows.axis(size)), size, slot);
    }

    private static CropBox mirrored(CropBox box, int width) {
        return new CropBox(width - box.left() - box.width(), box.top(), box.width(), box.height());
    }

    private static PixelRows mirrored(PixelRows pixels) {
        return (y, row) -> {
            pixels.read(y, row);
            for (int left = 0, right = row.length - 1; left < right; left++, right--) {
                int pixel = row[left];
                row[left] = row[right];
                row[right] = pixel;
            }
        };
    }
}
