package io.github.data2vec4j.audio;

import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Preview;
import io.github.data2vec4j.data2vec.Views;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Lets one hear the first utterance of a batch, and shows its waveform with the masked spans shaded.
 *
 * @param sampleRate samples of a second
 */
public record MaskedUtterance(int sampleRate) implements Preview {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final float LOUDEST = 0.95f;
    private static final Color SHADE = new Color(0xF2C9A0);
    private static final Color LINE = new Color(0x1F4E9E);

    @Override
    public List<Exhibit> of(Views views) {
        var batch = views.student().samples();
        var samples = batch.narrow(0, 0, 1).toFloatArray();
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (peak > 0) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] *= LOUDEST / peak;
            }
        }
        return List.of(
                new Sound("masked/utterance", sampleRate, samples),
                new Picture("masked/waveform", waveform(samples, views.mask())));
    }

    private static BufferedImage waveform(float[] samples, Mask mask) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        for (int x = 0; x < WIDTH; x++) {
            graphics.setColor(mask.isMasked(0, x * mask.time() / WIDTH) ? SHADE : Color.WHITE);
            graphics.drawLine(x, 0, x, HEIGHT);
            int from = (int) ((long) x * samples.length / WIDTH);
            int to = Math.max(from + 1, (int) ((x + 1L) * samples.length / WIDTH));
            graphics.setColor(LINE);
            graphics.drawLine(x, y(largest(samples, from, to, 1)), x, y(-largest(samples, from, to, -1)));
        }
        graphics.dispose();
        return image;
    }

    private static float largest(float[] samples, int from, int to, int sign) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float sample : Arrays.copyOfRange(samples, from, to)) {
            largest = Math.max(largest, sign * sample);
        }
        return largest;
    }

    private static int y(float sample) {
        return Math.round((1 - sample) / 2 * (HEIGHT - 1));
    }
}
