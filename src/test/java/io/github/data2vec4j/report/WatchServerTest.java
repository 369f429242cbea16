package io.github.data2vec4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchServerTest {

    @TempDir
    private Path folder;

    private WatchServer server;

    private WatchPages pages() {
        return new WatchPages(folder, yaml -> WrittenRun.PLAN, WrittenRun.HERE, 0);
    }

    @BeforeEach
    void start() throws IOException {
        server = WatchServer.start(0, pages());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private record Answer(int status, String body, String tag) {}

    /** @param tag of a page that is known already, or empty */
    private Answer ask(String path, String tag) throws IOException {
        var url = URI.create("http://127.0.0.1:" + server.port() + path).toURL();
        var connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("If-None-Match", tag);
        connection.setReadTimeout(20_000);
        try (var body = connection.getInputStream()) {
            return new Answer(
                    connection.getResponseCode(),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    connection.getHeaderField("ETag"));
        }
    }

    private String page(String path) throws IOException {
        return ask(path, "").body();
    }

    /** What is answered to bytes that no proper client sends. */
    private String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void waitsForARunAndFollowsIt() throws Exception {
        assertThat(page("/")).contains("There is no run here yet.");
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 2);
        var first = ask("/content", "");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).startsWith("<main").contains("Step <b>2</b>");
        assertThat(ask("/content", first.tag()).status()).isEqualTo(304);
        WrittenRun.metrics(folder, 3);
        assertThat(ask("/content", first.tag()).body()).contains("Step <b>3</b>");
    }

    @Test
    void aPageThatTookLongIsShownAgainForAWhile() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 2);
        var pages = new WatchPages(folder, yaml -> WrittenRun.PLAN, WrittenRun.HERE, Integer.MAX_VALUE);
        var first = pages.at("/content");
        WrittenRun.metrics(folder, 3);
        assertThat(pages.at("/content")).isSameAs(first);
        assertThat(pages.at("/")).contains("Step <b>3</b>");
    }

    @Test
    void severalRunsAreListed() throws Exception {
        WrittenRun.begun(folder.resolve("one"));
        WrittenRun.metrics(WrittenRun.begun(folder.resolve("two & <three>")), 4);
        Files.writeString(folder.resolve("secret.txt"), "secret");
        assertThat(page("/"))
                .contains("<a href=\"run/one/\">one</a>")
                .contains("<a href=\"run/two%20%26%20%3Cthree%3E/\">two &amp; &lt;three&gt;</a>");
        assertThat(page("/run/two%20%26%20%3Cthree%3E/")).contains("Step <b>4</b>");
        assertThat(page("/run/one/content")).startsWith("<main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/config.yaml",
                "/..",
                "/../",
                "/run/",
                "/run/../",
                "/run/%2e%2e/",
                "/run/one/../../",
                "/run/one/config.yaml",
                "/run/one/..%2f..%2fcontent",
                "/content/"
            })
    void noOtherPathLeadsAnywhere(String path) throws Exception {
        WrittenRun.begun(folder.resolve("one"));
        assertThat(send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + server.port()
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost", "localhost:1", "localhost.evil.example:PORT"})
    void onlyThisMachineIsAnswered(String host) throws Exception {
        WrittenRun.begun(folder);
        var answer = send("GET / HTTP/1.1\r\nHost: " + host.replace("PORT", "" + server.port())
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("Step");
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        var host = "Host: localhost:" + server.port() + "\r\nConnection: close\r\n";
        assertThat(send("POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD");
        var head = send("HEAD / HTTP/1.1\r\n" + host + "\r\n");
        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    @Test
    void halfARequestKeepsNobodyElseWaiting() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 2);
        try (var half = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            half.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            // Answered after the half one has arrived.
            for (int i = 0; i < 3; i++) {
                assertThat(page("/")).contains("Step <b>2</b>");
            }
        }
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        assertThat(server.address()).isEqualTo("http://localhost:" + server.port() + "/");
        for (var address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThatThrownBy(() -> new Socket(address, server.port()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> WatchServer.start(folder, server.port(), yaml -> WrittenRun.PLAN, WrittenRun.HERE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + server.port())
                .hasMessageContaining("--port");
    }
}
