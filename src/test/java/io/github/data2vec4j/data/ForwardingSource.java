package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Another source, of which a test changes or watches something. */
public class ForwardingSource implements Source {

    private final Source source;

    public ForwardingSource(Source source) {
        this.source = source;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        return source.plan(randomness);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        source.read(sample, randomness, slot);
    }
}
