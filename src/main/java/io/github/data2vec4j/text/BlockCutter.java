package io.github.data2vec4j.text;

/** Takes lines one by one and gives {@link TokenBlocks}. */
final class BlockCutter {

    private final BreakMode mode;
    private final int room;
    private final int begin;
    private final int end;

    // The block being filled is what follows the last start.
    private final IntList tokens = new IntList();
    private final IntList starts = new IntList();
    private final IntList files = new IntList();

    private int file;
    private int fileOfBlock;
    private boolean documentIsEmpty = true;

    BlockCutter(BreakMode mode, int maxTokens, Vocabulary vocabulary) {
        if (maxTokens < 3) {
            throw new IllegalArgumentException(
                    "a block needs at least <s> and two more tokens, but maxTokens is " + maxTokens);
        }
        this.mode = mode;
        this.room = maxTokens - 1;
        this.begin = vocabulary.begin();
        this.end = vocabulary.end();
        open();
    }

    /** A line, without special tokens. */
    void addLine(int[] line) {
        documentIsEmpty = false;
        if (mode == BreakMode.COMPLETE_DOC && filled() + line.length + 1 > room) {
            closeBlock();
        }
        for (int token : line) {
            add(token);
        }
        add(end);
    }

    /** A document ends; one without lines is none. */
    void endDocument() {
        if (documentIsEmpty) {
            return;
        }
        documentIsEmpty = true;
        if (mode == BreakMode.COMPLETE_DOC) {
            closeBlock();
        } else {
            add(end);
        }
    }

    void endFile() {
        endDocument();
        file++;
    }

    /** All blocks; nothing can be added afterwards. */
    TokenBlocks blocks() {
        closeBlock();
        tokens.shrinkTo(starts.last());
        return new TokenBlocks(tokens.toArray(), starts.toArray(), files.toArray());
    }

    private void add(int token) {
        if (filled() == room) {
            closeBlock();
        }
        if (filled() == 0) {
            fileOfBlock = file;
        }
        tokens.add(token);
    }

    private int filled() {
        return tokens.size() - starts.last() - 1;
    }

    private void closeBlock() {
        if (filled() > 1) {
            files.add(fileOfBlock);
            open();
        } else {
            tokens.shrinkTo(starts.last() + 1);
        }
    }

    private void open() {
        starts.add(tokens.size());
        tokens.add(begin);
    }
}
