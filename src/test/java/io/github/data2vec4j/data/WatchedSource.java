package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** A source whose samples are watched: where does it write them? */
public final class WatchedSource extends ForwardingSource {

    private final Set<Long> addresses = ConcurrentHashMap.newKeySet();

    public WatchedSource(Source source) {
        super(source);
    }

    /** What an encoder reads must be the memory that the source wrote to, row by row; for the first batch. */
    public void assertReadWhereItWasWritten(Tensor input) {
        long rows = input.shape()[0];
        var memory = input.segment();
        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, rows)
                        .mapToObj(row -> memory.address() + row * (memory.byteSize() / rows))
                        .toList());
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        addresses.add(slot.address());
        super.read(sample, randomness, slot);
    }
}
