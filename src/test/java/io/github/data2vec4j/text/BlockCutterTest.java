package io.github.data2vec4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockCutterTest {

    // <s> is 0, <pad> 1, </s> 2, <mask> 3.
    private static final Vocabulary VOCABULARY = Vocabulary.of(100, 0, 1, 2, 3);

    @Test
    void wholeLinesAreAppendedWhileTheyFit() {
        var cutter = cutter(BreakMode.COMPLETE_DOC, 8);
        cutter.addLine(new int[] {10, 11});
        cutter.addLine(new int[] {12, 13, 14});
        cutter.addLine(new int[] {15});
        cutter.addLine(new int[] {16});
        assertThat(blocks(cutter)).containsExactly(List.of(0, 10, 11, 2, 12, 13, 14, 2), List.of(0, 15, 2, 16, 2));
    }

    // Seven tokens fit beside <s>: three and five do not, though only </s> would be too many.
    @Test
    void theEndOfALineCountsToo() {
        var cutter = cutter(BreakMode.COMPLETE_DOC, 8);
        cutter.addLine(new int[] {10, 11});
        cutter.addLine(new int[] {12, 13, 14, 15});
        assertThat(blocks(cutter)).containsExactly(List.of(0, 10, 11, 2), List.of(0, 12, 13, 14, 15, 2));
    }

    @Test
    void aDocumentEndsABlock() {
        var cutter = cutter(BreakMode.COMPLETE_DOC, 8);
        cutter.endDocument();
        cutter.addLine(new int[] {10});
        cutter.endDocument();
        cutter.endDocument();
        cutter.addLine(new int[] {11});
        cutter.addLine(new int[] {12});
        cutter.endFile();
        cutter.endFile();
        cutter.addLine(new int[] {13});
        var blocks = cutter.blocks();
        assertThat(lists(blocks)).containsExactly(List.of(0, 10, 2), List.of(0, 11, 2, 12, 2), List.of(0, 13, 2));
        assertThat(blocks.file(0)).isZero();
        assertThat(blocks.file(1)).isZero();
        assertThat(blocks.file(2)).isEqualTo(2);
    }

    // Four tokens fit beside <s>: 9 and </s> are 4 + 4 + 2, and the rest takes the line after it.
    @Test
    void aLineTooLongIsCutAndItsRestFilledUp() {
        var cutter = cutter(BreakMode.COMPLETE_DOC, 5);
        cutter.addLine(new int[] {10});
        cutter.addLine(IntStream.range(20, 29).toArray());
        cutter.addLine(new int[] {11});
        cutter.addLine(new int[] {12});
        assertThat(blocks(cutter))
                .containsExactly(
                        List.of(0, 10, 2),
                        List.of(0, 20, 21, 22, 23),
                        List.of(0, 24, 25, 26, 27),
                        List.of(0, 28, 2, 11, 2),
                        List.of(0, 12, 2));
    }

    // Five tokens and </s> are 3 + 3; four and </s> 3 + 2; three and </s> 3 + 1, of which the 1 is dropped.
    @Test
    void blocksOfOneTokenAreDropped() {
        for (int length = 3; length <= 5; length++) {
            var cutter = cutter(BreakMode.COMPLETE_DOC, 4);
            cutter.addLine(IntStream.range(10, 10 + length).toArray());
            cutter.endDocument();
            cutter.addLine(new int[] {});
            cutter.endDocument();
            cutter.addLine(new int[] {50});
            var found = blocks(cutter);
            assertThat(found.getFirst()).containsExactly(0, 10, 11, 12);
            assertThat(found.getLast()).containsExactly(0, 50, 2);
            assertThat(found).hasSize(length == 3 ? 2 : 3);
        }
    }

    // The stream 10 11 </s> 12 </s> </s> 13 14 </s> </s>: the blank line is a </s> of its own.
    @Test
    void modeNoneCutsAnywhere() {
        for (int maxTokens = 4; maxTokens <= 6; maxTokens++) {
            var cutter = cutter(BreakMode.NONE, maxTokens);
            cutter.addLine(new int[] {10, 11});
            cutter.addLine(new int[] {12});
            cutter.endDocument();
            cutter.endFile();
            cutter.addLine(new int[] {13, 14});
            cutter.endFile();
            var blocks = cutter.blocks();
            var expected = switch (maxTokens) {
                case 4 -> List.of(List.of(0, 10, 11, 2), List.of(0, 12, 2, 2), List.of(0, 13, 14, 2));
                case 5 -> List.of(List.of(0, 10, 11, 2, 12), List.of(0, 2, 2, 13, 14), List.of(0, 2, 2));
                default -> List.of(List.of(0, 10, 11, 2, 12, 2), List.of(0, 2, 13, 14, 2, 2));
            };
            assertThat(lists(blocks)).isEqualTo(expected);
            assertThat(IntStream.range(0, blocks.size()).map(blocks::file).toArray())
                    .isEqualTo(
                            maxTokens == 4
                                    ? new int[] {0, 0, 1}
                                    : maxTokens == 5 ? new int[] {0, 0, 1} : new int[] {0, 0});
        }
    }

    @Test
    void knowsLengths() {
        var cutter = cutter(BreakMode.COMPLETE_DOC, 6);
        cutter.addLine(new int[] {10});
        cutter.endDocument();
        cutter.addLine(new int[] {10, 11, 12});
        cutter.endDocument();
        cutter.addLine(new int[] {10, 11});
        var blocks = cutter.blocks();
        assertThat(blocks.size()).isEqualTo(3);
        assertThat(blocks.length(0)).isEqualTo(3);
        assertThat(blocks.length(1)).isEqualTo(5);
        assertThat(blocks.longest()).isEqualTo(5);
        assertThat(blocks.tokens()).isEqualTo(12);
    }

    @Test
    void noTextIsNoBlock() {
        var cutter = cutter(BreakMode.NONE, 6);
        cutter.endFile();
        assertThat(cutter.blocks().size()).isZero();
    }

    @Test
    void refusesBlocksWithoutRoom() {
        assertThatThrownBy(() -> cutter(BreakMode.NONE, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxTokens is 2");
    }

    private static BlockCutter cutter(BreakMode mode, int maxTokens) {
        return new BlockCutter(mode, maxTokens, VOCABULARY);
    }

    private static List<List<Integer>> blocks(BlockCutter cutter) {
        return lists(cutter.blocks());
    }

    private static List<List<Integer>> lists(TokenBlocks blocks) {
        var lists = new ArrayList<List<Integer>>();
        for (int i = 0; i < blocks.size(); i++) {
            lists.add(IntStream.of(blocks.block(i)).boxed().toList());
        }
        return lists;
    }
}
