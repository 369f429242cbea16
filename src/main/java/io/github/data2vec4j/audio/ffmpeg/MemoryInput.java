package io.github.data2vec4j.audio.ffmpeg;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Encoded bytes as FFmpeg reads them. The buffer that FFmpeg would fill piece by piece holds all of them from the
 * start, so that it seeks in memory, and calls back into Java only to ask how many there are.
 */
final class MemoryInput implements AutoCloseable {

    /** What FFmpeg hands to {@link AnswersSize}: no address, but a number of bytes. */
    private static final class Size extends Pointer {
        Size(long bytes) {
            address = bytes;
        }
    }

    /** Tells the size, without which tags behind the audio, as WavPack and MP3 have them, are not found. */
    private static final class AnswersSize extends Seek_Pointer_long_int {

        static final AnswersSize ONCE = new AnswersSize();

        @Override
        public long call(Pointer size, long offset, int whence) {
            // All else is found in the buffer, or lies outside.
            return whence == avformat.AVSEEK_SIZE ? size.address() : -1;
        }
    }

    private final AVIOContext context;

    private MemoryInput(AVIOContext context) {
        this.context = context;
    }

    /** Copies the bytes, because FFmpeg wants zeros behind them and frees its buffer itself. */
    static MemoryInput of(MemorySegment bytes) throws FFmpegException {
        int padding = avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
        if (bytes.byteSize() > Integer.MAX_VALUE - padding) {
            throw new FFmpegException(bytes.byteSize() + " bytes are too many for one recording");
        }
        int size = (int) bytes.byteSize();
        var memory = avutil.av_mallocz((long) size + padding);
        if (memory == null) {
            throw new FFmpegException("there is no memory for its " + size + " bytes");
        }
        var buffer = new BytePointer(memory).capacity(size);
        MemorySegment.ofBuffer(buffer.asByteBuffer()).copyFrom(bytes);
        var context = avformat.avio_alloc_context(buffer, size, 0, new Size(size), null, null, AnswersSize.ONCE);
        if (context == null) {
            avutil.av_free(memory);
            throw new FFmpegException("there is no memory to read it");
        }
        // As if it had been read to its end.
        context.buf_end(buffer.getPointer(size));
        context.pos(size);
        context.seekable(avformat.AVIO_SEEKABLE_NORMAL);
        return new MemoryInput(context);
    }

    AVIOContext context() {
        return context;
    }

    /** The first byte; whoever asks has not read yet. */
    BytePointer bytes() {
        return context.buffer();
    }

    int size() {
        return context.buffer_size();
    }

    @Override
    public void close() {
        // It may have been moved to another place since.
        var buffer = context.buffer();
        avformat.avio_context_free(context);
        avutil.av_free(new Pointer(buffer));
    }
}
