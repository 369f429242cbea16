package io.github.data2vec4j.track;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of events as TensorBoard reads them (tensorflow/core/util/event.proto). What could not be written is taken
 * back, so that the file never holds half a record.
 */
final class EventFile implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventFile.class);
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_START = 1;
    private static final int FLUSH_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    private EventFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Begins a file in a folder, behind all that are there.
     *
     * @param firstStep the first update that it will tell of; what earlier files tell of it, or of later ones, no
     *     longer counts
     */
    static EventFile begin(Path folder, long firstStep) throws IOException {
        Files.createDirectories(folder);
        var now = Instant.now();
        // TensorBoard reads the files in the order of their names.
        long second = Math.max(now.getEpochSecond(), lastSecond(folder) + 1);
        var file = folder.resolve("events.out.tfevents." + second + "." + host());
        var events =
                new EventFile(file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        events.append(event(now).text(3, VERSION));
        events.append(event(now).number(2, firstStep).message(7, new ProtoMessage().number(1, SESSION_START)));
        events.flush();
        return events;
    }

    private static long lastSecond(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static ProtoMessage event(Instant time) {
        return new ProtoMessage().real(1, time.toEpochMilli() / 1e3);
    }

    void add(long step, SummaryValues summary) throws IOException {
        append(event(Instant.now()).number(2, step).message(5, summary.message()));
        if (waiting.size() > FLUSH_BYTES) {
            flush();
        }
    }

    private void append(ProtoMessage event) {
        waiting.writeBytes(RecordFrame.around(event.toBytes()));
    }

    /**
     * Writes what waits; where that fails, drops it and leaves the file as it was.
     *
     * @throws NoSuchFileException if somebody removed the file, so that nothing will be seen of what is written
     */
    void flush() throws IOException {
        if (Files.notExists(file)) {
            waiting.reset();
            throw new NoSuchFileException(file.toString());
        }
        var bytes = ByteBuffer.wrap(waiting.toByteArray());
        waiting.reset();
        long whole = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(whole);
            throw e;
        }
    }

    /** Closes it without what waits. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.debug("the disk of {} is gone", file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
