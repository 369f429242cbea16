package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;

/**
 * A file in a tar archive.
 *
 * @param offset of its data; 0 of a link that leads to no file of the archive
 */
record TarContent(OpenFiles files, Path tar, String path, long offset, long size) implements Content {

    @Override
    public String name() {
        return tar + ": " + path;
    }

    @Override
    public MemorySegment read(SegmentAllocator allocator) throws IOException {
        return piece(0, size, allocator);
    }

    @Override
    public Beginning beginning(int bytes, SegmentAllocator allocator) throws IOException {
        return new Beginning(piece(0, Math.min(bytes, size), allocator), size);
    }

    @Override
    public MemorySegment piece(long from, long length, SegmentAllocator allocator) throws IOException {
        if (offset == 0) {
            throw new BadSampleException(
                    "sample",
                    name(),
                    "it is a link to no file of the archive; pack the archive again with tar --dereference");
        }
        if (from > size || length > size - from) {
            throw new BadSampleException(
                    "sample", name(), "its archive has %d bytes of it, and more were looked for".formatted(size));
        }
        return files.read(tar, offset + from, length, name(), allocator);
    }
}
