package io.github.data2vec4j.vision;

import io.github.data2vec4j.data2vec.Preview;
import io.github.data2vec4j.data2vec.Views;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Shows the first pictures of a batch: as the teacher sees them on the left, with the masked patches grey on the right.
 *
 * @param norm with which the pictures were made
 */
public record MaskedPictures(VisionConfig config, PixelNorm norm) implements Preview {

    private static final int PICTURES = 4;
    private static final int GAP = 4;
    private static final int SHOWN_SIZE = 192;
    private static final int GREY = 0x808080;
    private static final int WHITE = 0xFFFFFF;

    @Override
    public List<Exhibit> of(Views views) {
        int rows = Math.min(PICTURES, views.mask().batch());
        var pixels = views.student().samples().narrow(0, 0, rows).toFloatArray();
        int size = config.imageSize();
        int scale = Math.max(1, SHOWN_SIZE / size);
        int cell = size * scale + GAP;
        var image = new BufferedImage(2 * cell - GAP, rows * cell - GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int column = x % cell / scale;
                int line = y % cell / scale;
                boolean isGap = column >= size || line >= size;
                image.setRGB(x, y, isGap ? WHITE : color(views, pixels, y / cell, x >= cell, line, column));
            }
        }
        return List.of(new Picture("masked/pictures", image));
    }

    private int color(Views views, float[] pixels, int picture, boolean isStudents, int line, int column) {
        int patch = line / config.patchSize() * config.grid() + column / config.patchSize();
        if (isStudents && views.mask().isMasked(picture, patch)) {
            return GREY;
        }
        int plane = config.imageSize() * config.imageSize();
        int at = picture * config.channels() * plane + line * config.imageSize() + column;
        return norm.rgb(pixels[at], pixels[at + plane], pixels[at + 2 * plane]);
    }
}
