package io.github.data2vec4j.audio.ffmpeg;

import io.github.data2vec4j.torch.NativeLibraries;
import io.github.data2vec4j.torch.NativeLoadException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's libraries in this process. In this package no object of JavaCPP owns memory: each is a view, and what FFmpeg
 * allocates is freed by FFmpeg's functions. JavaCPP's own allocations would wait for the garbage collector, and fail
 * once the process, libtorch included, takes four times the memory of the Java heap.
 */
public final class FFmpeg {

    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    private static volatile boolean loaded;

    private FFmpeg() {}

    /**
     * Loads them, unless they are. They are unpacked once, into JavaCPP's own folder if
     * {@code org.bytedeco.javacpp.cachedir} names one, else into {@link NativeLibraries#cacheFolder}.
     *
     * @throws NativeLoadException if that is not possible; the message says what is missing
     */
    public static void load() {
        if (!loaded) {
            loadOnce();
        }
    }

    private static synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        if (System.getProperty(CACHE) == null) {
            System.setProperty(
                    CACHE, NativeLibraries.cacheFolder().resolve("javacpp").toString());
        }
        try {
            // Not avdevice and avfilter, which want libraries of a desktop.
            Loader.load(avutil.class);
            Loader.load(swresample.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            // All that matters comes back as a status.
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            loaded = true;
        } catch (LinkageError e) {
            throw new NativeLoadException(
                    "cannot load FFmpeg, which decodes all audio but WAVE files: put the jars ffmpeg and javacpp of"
                            + " org.bytedeco, and those of both for this platform (classifier linux-x86_64 or alike),"
                            + " on the class path; if they are, free some space in "
                            + System.getProperty(CACHE) + ": " + e,
                    e);
        }
    }
}
