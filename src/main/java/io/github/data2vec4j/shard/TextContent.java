package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;

/** A text that is a file in a shard, in UTF-8. */
record TextContent(String name, String text) implements Content {

    @Override
    public MemorySegment read(SegmentAllocator allocator) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return allocator.allocate(bytes.length, 1).copyFrom(MemorySegment.ofArray(bytes));
    }
}
