package io.github.data2vec4j.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into blocks in the plainest way, token by token, for comparison. <s> is 0 and </s> 2. */
final class PlainBlocks {

    private final int maxTokens;
    private final List<List<Integer>> blocks = new ArrayList<>();
    private List<Integer> block = new ArrayList<>(List.of(0));

    private PlainBlocks(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    /** @param files each a list of documents, which are lists of lines */
    static List<List<Integer>> cut(List<List<List<int[]>>> files, BreakMode mode, int maxTokens) {
        var plain = new PlainBlocks(maxTokens);
        for (var documents : files) {
            for (var lines : documents) {
                for (var line : lines) {
                    if (mode == BreakMode.COMPLETE_DOC && plain.block.size() + line.length + 1 > maxTokens) {
                        plain.end();
                    }
                    for (int token : line) {
                        plain.add(token);
                    }
                    plain.add(2);
                }
                if (mode == BreakMode.COMPLETE_DOC) {
                    plain.end();
                } else if (!lines.isEmpty()) {
                    plain.add(2);
                }
            }
        }
        plain.end();
        return plain.blocks;
    }

    private void add(int token) {
        if (block.size() == maxTokens) {
            end();
        }
        block.add(token);
    }

    private void end() {
        if (block.size() > 2) {
            blocks.add(block);
        }
        block = new ArrayList<>(List.of(0));
    }
}
