package io.github.data2vec4j.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Answers requests for pages, and refuses all others. */
final class WatchHandler implements HttpHandler {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int MISDIRECTED = 421;
    private static final int FAILED = 500;

    private final WatchPages pages;
    private final Set<String> names;

    /** @param port that it is asked at */
    WatchHandler(WatchPages pages, int port) {
        this.pages = pages;
        this.names = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            // A page from elsewhere can make its name point here (DNS rebinding), but then the browser says that name.
            if (!names.contains(Objects.toString(exchange.getRequestHeaders().getFirst("Host"), ""))) {
                answer(exchange, MISDIRECTED, "This is for browsers on the same machine: ask for localhost.");
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, WRONG_METHOD, "There is nothing here but pages to read.");
            } else {
                answerWithPage(exchange);
            }
        }
    }

    private void answerWithPage(HttpExchange exchange) throws IOException {
        @Nullable String page;
        try {
            page = pages.at(exchange.getRequestURI().getPath());
        } catch (IOException e) {
            // The folder may be gone for a moment: the page asks again.
            answer(exchange, FAILED, "The run cannot be read: " + e.getMessage());
            return;
        }
        if (page == null) {
            answer(exchange, NOT_FOUND, "There is no such page.");
            return;
        }
        var tag = tag(page);
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            send(exchange, OK, page);
        }
    }

    private static String tag(String page) {
        var crc = new CRC32C();
        crc.update(page.getBytes(StandardCharsets.UTF_8));
        return "\"" + Long.toHexString(crc.getValue()) + "-" + page.length() + "\"";
    }

    private static void answer(HttpExchange exchange, int status, String words) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, status, words + "\n");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
