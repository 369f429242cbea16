package io.github.data2vec4j.text;

/** Takes the lengths of lines one by one and gives the blocks of {@link BreakMode#COMPLETE_DOC}. */
final class BlockCutter {

    private final int room;
    private final LineBlocks blocks = new LineBlocks();

    // The block being filled.
    private long start;
    private long filled;

    /** @param room tokens of the longest block, {@code <s>} apart */
    BlockCutter(int room) {
        this.room = room;
    }

    /** @param length tokens of a line, {@code </s>} included */
    void addLine(int length) {
        if (filled + length > room) {
            closeBlock();
        }
        filled += length;
        while (filled > room) {
            blocks.add(start, room);
            start += room;
            filled -= room;
        }
    }

    /** A document ends, after its last line. */
    void endDocument() {
        closeBlock();
        // The second </s> is for those who do not cut at documents.
        start++;
    }

    /** All blocks; nothing can be added afterwards. */
    LineBlocks blocks() {
        closeBlock();
        return blocks;
    }

    private void closeBlock() {
        if (filled > 1) {
            blocks.add(start, (int) filled);
        }
        start += filled;
        filled = 0;
    }
}
