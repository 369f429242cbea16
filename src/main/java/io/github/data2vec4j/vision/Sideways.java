package io.github.data2vec4j.vision;

/** Lays pixels on their side, so that columns can be treated as rows. */
final class Sideways {

    // So many at a time, so that what is written lies beside each other.
    private static final int ROWS = 8;

    private Sideways() {}

    /**
     * Turns rows into columns.
     *
     * @param height number of rows, of which the first is number 0
     * @param width of each
     * @return [width, height], each 0xRRGGBB
     */
    static int[][] turned(PixelRows pixels, int height, int width) {
        var turned = new int[width][];
        for (int x = 0; x < width; x++) {
            turned[x] = new int[height];
        }
        var rows = new int[ROWS][width];
        int y = 0;
        for (; y + ROWS <= height; y += ROWS) {
            for (int i = 0; i < ROWS; i++) {
                pixels.read(y + i, rows[i]);
            }
            turnAll(rows, turned, y);
        }
        for (; y < height; y++) {
            pixels.read(y, rows[0]);
            turn(rows[0], turned, y);
        }
        return turned;
    }

    private static void turnAll(int[][] rows, int[][] turned, int y) {
        var a = rows[0];
        var b = rows[1];
        var c = rows[2];
        var d = rows[3];
        var e = rows[4];
        var f = rows[5];
        var g = rows[6];
        var h = rows[7];
        for (int x = 0; x < turned.length; x++) {
            var column = turned[x];
            column[y] = a[x];
            column[y + 1] = b[x];
            column[y + 2] = c[x];
            column[y + 3] = d[x];
            column[y + 4] = e[x];
            column[y + 5] = f[x];
            column[y + 6] = g[x];
            column[y + 7] = h[x];
        }
    }

    private static void turn(int[] row, int[][] turned, int y) {
        for (int x = 0; x < turned.length; x++) {
            turned[x][y] = row[x];
        }
    }
}
