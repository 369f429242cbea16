package io.github.data2vec4j;

import io.github.data2vec4j.audio.SpanMasking;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.text.TokenMasking;
import io.github.data2vec4j.text.Vocabulary;
import io.github.data2vec4j.vision.BlockMasking;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Drawing the masks of one sample of the base configurations, to be compared with a sample's share of a step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskDrawing {

    private static final int FRAMES = 999;
    private static final int PATCHES = 120;
    private static final int GRID = 14;
    private static final int TOKENS = 512;

    private final Randomness randomness = Randomness.of(1);
    private final BlockMasking blocks = BlockMasking.data2vec(PATCHES);
    private final Vocabulary vocabulary = Vocabulary.of(50_265, 0, 1, 2, 50_264);
    private final int[] tokens = tokens();
    private long number;

    private static int[] tokens() {
        var tokens = new int[TOKENS];
        Arrays.setAll(tokens, i -> 100 + i);
        return tokens;
    }

    @Benchmark
    public Object twentySecondsOfSpeech() {
        return SpanMasking.DATA2VEC.draw(1, FRAMES, randomness.at(number++));
    }

    @Benchmark
    public Object onePicture() {
        return blocks.draw(GRID, GRID, randomness.at(number++).generator());
    }

    @Benchmark
    public Object blockOfText() {
        return TokenMasking.spans()
                .draw(tokens, vocabulary, randomness.at(number++).generator());
    }
}
