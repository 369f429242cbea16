package io.github.data2vec4j.report;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the pages of runs to the browsers of this machine, and to nobody else. */
public final class WatchServer implements AutoCloseable {

    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    /** A tenth of one processor's time at most is for pages. */
    private static final int REST = 9;

    private final List<HttpServer> servers = new ArrayList<>();
    // One for each request: who sends half of one, and no more, keeps nobody else waiting.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private WatchServer() {}

    /**
     * Begins to serve.
     *
     * @param folder of a run that may begin later, or of several runs
     * @param port 0 for any that is free
     * @throws IOException if the port cannot be had
     */
    public static WatchServer start(Path folder, int port, RunPlan.Reader planReader, Host here) throws IOException {
        return start(port, new WatchPages(folder, planReader, here, REST));
    }

    static WatchServer start(int port, WatchPages pages) throws IOException {
        var server = new WatchServer();
        try {
            server.listen(IPV4, port, pages);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "port " + port + " of this machine cannot be had: " + e.getMessage()
                            + ". Choose another with --port, or none.",
                    e);
        }
        try {
            server.listen(IPV6, server.port(), pages);
        } catch (IOException e) {
            // A machine without IPv6, or somebody else has that port there.
            return server;
        }
        return server;
    }

    private void listen(byte[] address, int port, WatchPages pages) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(address), port), 0);
        server.createContext("/", new WatchHandler(pages, server.getAddress().getPort()));
        server.setExecutor(threads);
        server.start();
        servers.add(server);
    }

    public int port() {
        return servers.getFirst().getAddress().getPort();
    }

    /** What to type into a browser. */
    public String address() {
        return "http://localhost:" + port() + "/";
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
