package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.LfsPointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the headers of a tar archive (V7, ustar, GNU, pax) and tells where its files lie; their data is not
 * read. No size is believed before the checksum of its header fits, so that a broken archive is refused instead of
 * being read as something else. Directories and devices are passed over.
 */
final class TarScanner {

    /** Takes files and links one after the other. */
    interface Visitor {
        /**
         * The next one.
         *
         * @throws BadShardException if it must not be there
         */
        void file(String name, long offset, long size) throws BadShardException;

        /**
         * A link.
         *
         * @param target the path in the archive that it leads to; null if that is outside
         * @throws BadShardException if it must not be there
         */
        void link(String name, @Nullable String target) throws BadShardException;
    }

    // What a name or an extended header may take; real ones have some hundred bytes.
    private static final int LONGEST_EXTENSION = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long end;
    private final Visitor visitor;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(TarHeader.BLOCK);
    private long position;
    private @Nullable String nextName;
    private @Nullable Long nextSize;
    private @Nullable String nextTarget;

    private TarScanner(Path file, FileChannel channel, Visitor visitor) throws IOException {
        this.file = file;
        this.channel = channel;
        this.end = channel.size();
        this.visitor = visitor;
    }

    /**
     * Visits all files of an archive.
     *
     * @throws BadShardException if it is broken, cut off, or no tar archive
     * @throws IOException if it cannot be read
     */
    static void scan(Path file, Visitor visitor) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            new TarScanner(file, channel, visitor).scan();
        }
    }

    private void scan() throws IOException {
        if (end == 0) {
            throw new BadShardException(file, "the file is empty; fetch or make it again");
        }
        while (position < end) {
            readBlock();
            if (TarHeader.isZero(block)) {
                refuseMoreBehindEnd();
                return;
            }
            var header = TarHeader.parse(block);
            if (header == null) {
                throw new BadShardException(file, noHeader());
            }
            position += TarHeader.BLOCK;
            visit(header);
        }
    }

    private void visit(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'L' -> nextName = cString(extension(header));
            case 'x', 'X' -> readExtendedHeader(header);
            case 'K' -> nextTarget = cString(extension(header));
            // A header for all entries, in practice a comment.
            case 'g' -> extension(header);
            case '0', '7' -> visitFile(header);
            // Links, devices, directories and pipes have no data, whatever their size field says.
            case '1', '2' -> visitLink(header);
            case '3', '4', '6' -> forget();
            case '5', 'D', 'V' -> {
                forget();
                skip(header);
            }
            default ->
                throw new BadShardException(
                        file,
                        "%s is of type '%s', which cannot be read (sparse files and parts of files are not supported); pack it again with tar --format=pax"
                                .formatted(header.name(), header.type()));
        }
    }

    private void visitFile(TarHeader header) throws IOException {
        var name = nextName != null ? nextName : header.name();
        var actual = nextSize != null ? new TarHeader(name, header.type(), nextSize, header.target()) : header;
        forget();
        long start = position;
        if (actual.size() > end - start) {
            throw new BadShardException(
                    file,
                    "it is cut off: %s should have %d bytes, but only %d follow; fetch or make it again"
                            .formatted(name, actual.size(), end - start));
        }
        skip(actual);
        visitor.file(name, start, actual.size());
    }

    private void visitLink(TarHeader header) throws IOException {
        var name = nextName != null ? nextName : header.name();
        var target = nextTarget != null ? nextTarget : header.target();
        forget();
        visitor.link(name, header.type() == '1' ? TarPath.plain(target) : TarPath.beside(name, target));
    }

    private void readExtendedHeader(TarHeader header) throws IOException {
        var records = PaxRecords.parse(extension(header));
        if (records == null) {
            throw new BadShardException(
                    file, "the extended header at byte " + (position - header.padded()) + " is broken");
        }
        if (records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            throw new BadShardException(file, "it has sparse files; pack it again without tar's option --sparse");
        }
        nextName = records.getOrDefault("path", nextName);
        nextTarget = records.getOrDefault("linkpath", nextTarget);
        var size = records.get("size");
        if (size != null) {
            nextSize = parsedSize(size);
        }
    }

    private long parsedSize(String size) throws BadShardException {
        if (!size.matches("[0-9]{1,18}")) {
            throw new BadShardException(file, "an extended header says that the size of a file is \"" + size + "\"");
        }
        return Long.parseLong(size);
    }

    private byte[] extension(TarHeader header) throws IOException {
        if (header.size() > LONGEST_EXTENSION || header.size() > end - position) {
            throw new BadShardException(
                    file, "a header at byte %d claims %d bytes".formatted(position - TarHeader.BLOCK, header.size()));
        }
        var data = ByteBuffer.allocate((int) header.size());
        readFully(data, position);
        skip(header);
        return data.array();
    }

    // The end of the file may be inside what fills the last block.
    private void skip(TarHeader header) {
        position = header.size() > end - position ? end : Math.min(end, position + header.padded());
    }

    private void forget() {
        nextName = null;
        nextSize = null;
        nextTarget = null;
    }

    private void refuseMoreBehindEnd() throws IOException {
        while (position < end && end - position >= TarHeader.BLOCK) {
            readBlock();
            if (TarHeader.parse(block) != null) {
                throw new BadShardException(
                        file,
                        "more files follow behind its end, at byte %d; archives cannot be joined with cat: use them one by one"
                                .formatted(position));
            }
            position += TarHeader.BLOCK;
        }
    }

    private void readBlock() throws IOException {
        if (end - position < TarHeader.BLOCK) {
            throw new BadShardException(file, position == 0 ? noHeader() : "it is cut off at byte " + end);
        }
        readFully(buffer.clear(), position);
        buffer.flip().get(block);
    }

    private void readFully(ByteBuffer target, long from) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, from + target.position()) < 0) {
                throw new BadShardException(file, "it was cut off while it was read");
            }
        }
    }

    private String noHeader() throws IOException {
        if ((block[0] & 0xff) == 0x1f && (block[1] & 0xff) == 0x8b) {
            return "it is compressed with gzip, which can only be read from its start; unpack it with gunzip first";
        }
        if (position == 0) {
            return LfsPointer.isIn(file) ? LfsPointer.REASON : "this is no tar archive";
        }
        return "it is broken at byte " + position + ": there is no valid header; fetch or make it again";
    }

    private static String cString(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return TarText.decode(data, 0, end);
    }
}
