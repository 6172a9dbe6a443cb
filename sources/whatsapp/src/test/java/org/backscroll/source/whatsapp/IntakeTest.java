package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.backscroll.api.source.SourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks that are posted. */
class IntakeTest {
    private static final String ANNA = "4915100000001@s.whatsapp.net";

    @TempDir Path folder;

    private final Spooling.Sink sink = new Spooling.Sink();
    private Spooling spool;
    private WhatsAppSource source;
    private Closeable following;
    private int port;
    private byte[] chunk;

    @BeforeEach
    void listen() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path scratch = folder.resolve("scratch");
        Spooling.chunk(3, Spooling.chat(ANNA, "A", 1_700_000_002)).zlib(scratch);
        chunk = Files.readAllBytes(scratch);
        spool =
                new Spooling(folder)
                        .with("http_port", port)
                        .with("_http_token", "sesame")
                        .with("http_max_mib", 1);
        source = spool.source();
        following = source.live(sink).orElseThrow();
    }

    @AfterEach
    void end() throws IOException {
        following.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer sesame");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                to("/history").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private void delivered(int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sink.messages() == messages && spool.names().isEmpty());
    }

    private void assertRefused(HttpResponse<String> response, int status, String words)
            throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(words).endsWith("\n").hasLineCount(1);
        assertThat(sink.entries).isEmpty();
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aPostedChunkIsInTheSpoolWhenItIsAnsweredAndThenDelivered() throws Exception {
        HttpResponse<String> response = post(chunk);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).matches("[0-9]{13}-[0-9a-f]{16}\\.bin\n");
        delivered(1);
    }

    @Test
    void aContainerComesWithItsNotificationInAHeader() throws Exception {
        Sealed sealed = Sealed.of(chunk);
        String header = Intake.NOTIFICATION;
        assertThat(post(sealed.container(), header, sealed.json()).statusCode()).isEqualTo(201);
        delivered(1);
        String protobuf = Base64.getEncoder().encodeToString(sealed.notification().done());
        assertThat(post(sealed.container(), header, protobuf).statusCode()).isEqualTo(201);
        delivered(2);
    }

    @Test
    void whatIsNotWholeIsRefusedSoThatItCanBeSentAgain() throws Exception {
        assertRefused(post(Arrays.copyOf(chunk, chunk.length - 5)), 400, "cut off");
        assertRefused(post("hello".getBytes("UTF-8")), 400, "not zlib");
        assertRefused(post(new byte[0]), 400, "empty");
        Sealed sealed = Sealed.of(chunk);
        byte[] tampered = sealed.container().clone();
        tampered[3] ^= 1;
        assertRefused(post(tampered, Intake.NOTIFICATION, sealed.json()), 400, "SHA-256");
        assertRefused(post(sealed.container(), Intake.NOTIFICATION, "?"), 400, "neither JSON");
        assertRefused(post(sealed.container(), Intake.NOTIFICATION, "{}"), 400, "media key");
    }

    @Test
    void whoMayNotPostIsToldWhy() throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(chunk);
        assertRefused(
                send(to("/history").setHeader("Authorization", "Bearer guess").POST(body)),
                401,
                "http.token");
        assertRefused(send(to("/").POST(body)), 404, "/history");
        assertRefused(send(to("/history").GET()), 405, "post");
        assertRefused(post(chunk, "Origin", "http://evil.example"), 403, "this machine");
        byte[] large = new byte[2 * 1024 * 1024 - 1];
        ThreadLocalRandom.current().nextBytes(large);
        for (int i = 0; i < 20; i++) { // each is answered, though none is taken
            assertRefused(post(large), 413, "http.max.mib");
        }
    }

    @Test
    void itListensOnLoopbackAloneAndOnlyAsLongAsTheSourceIsFollowed() throws Exception {
        following.close();
        assertThatThrownBy(() -> post(chunk)).isInstanceOf(ConnectException.class);
        Files.write(spool.dir.resolve(".posted-by-one-that-was-killed.tmp"), chunk);
        following = source.live(sink).orElseThrow();
        assertThat(post(chunk).statusCode()).isEqualTo(201);
        delivered(1);
    }

    @Test
    void aPortThatIsInUseIsToldAndTriedAgain() {
        assertThatThrownBy(() -> spool.source().live(new Spooling.Sink()))
                .isInstanceOf(SourceException.Transient.class)
                .hasMessageContaining("port " + port + " is in use");
        assertThat(List.of(sink.lost)).containsExactly(List.of());
    }
}
