package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;

/** A file in a tar archive. */
record TarContent(OpenFiles files, Path tar, String path, long offset, long size) implements Content {

    @Override
    public String name() {
        return tar + ": " + path;
    }

    @Override
    public MemorySegment read(SegmentAllocator allocator) throws IOException {
        return files.read(tar, offset, size, name(), allocator);
    }

    @Override
    public Beginning beginning(int bytes, SegmentAllocator allocator) throws IOException {
        return new Beginning(files.read(tar, offset, Math.min(bytes, size), name(), allocator), size);
    }
}
