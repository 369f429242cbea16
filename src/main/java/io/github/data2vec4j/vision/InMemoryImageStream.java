package io.github.data2vec4j.vision;

import javax.imageio.stream.ImageInputStreamImpl;

/** Lets ImageIO read a byte array without a cache file or a second copy, whatever ImageIO's global settings are. */
final class InMemoryImageStream extends ImageInputStreamImpl {

    private final byte[] file;
    private boolean ranOut;

    InMemoryImageStream(byte[] file) {
        this.file = file;
    }

    /** Whether more was asked for than the file holds. */
    boolean ranOut() {
        return ranOut;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= file.length) {
            ranOut = true;
            return -1;
        }
        return file[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= file.length) {
            ranOut = true;
            return -1;
        }
        int count = (int) Math.min(length, file.length - streamPos);
        System.arraycopy(file, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return file.length;
    }
}
