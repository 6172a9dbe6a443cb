package org.backscroll.source.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.Changes;
import org.backscroll.formats.ChangesJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the source makes of what a server answers, good and bad. */
@Timeout(60)
class PeerSourceTest {
    private static final AccountId THEIRS = AccountId.of("phone");
    private static final AccountId OURS = AccountId.of("copy");
    private static final Jid CHAT = Jid.of("1@g.us");
    private static final String TOKEN = "a-very-secret-token";
    private static final Entry NAME =
            new Entry.Name(Jid.of("4911@s.whatsapp.net"), "Anne", AsOf.UNKNOWN);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    /** How the server answers whatever is asked of the account. */
    private volatile Answer answer = exchange -> send(exchange, 500, "", new byte[0]);

    private volatile String accounts = "{\"version\":1,\"accounts\":[\"phone\"]}";

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        if (!("Bearer " + TOKEN)
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                            send(exchange, 401, "application/json", new byte[0]);
                        } else if (exchange.getRequestURI().getPath().equals("/v1/accounts")) {
                            send(exchange, 200, "application/json", accounts.getBytes(UTF_8));
                        } else {
                            asked.add(exchange.getRequestURI().toString());
                            answer.to(exchange);
                        }
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] page(String next, boolean more, Entry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesJson.write(new Changes(List.of(entries), next, more, 0.5), out);
        return out.toByteArray();
    }

    private void answers(byte[] page) {
        answer = exchange -> send(exchange, 200, "application/x-ndjson", page);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private PeerSource source() {
        return source(url(), TOKEN);
    }

    private static PeerSource source(String url, String token) {
        return new PeerSource(
                config(url, token),
                Map.of(HistorySource.NAME, "peer", HistorySource.ACCOUNT, OURS.value()));
    }

    static PeerConfig config(String url, String token) {
        return new PeerConfig() {
            @Override
            public String url() {
                return url;
            }

            @Override
            public String _token() {
                return token;
            }

            @Override
            public String token_file() {
                return "";
            }

            @Override
            public String remote_account() {
                return "";
            }

            @Override
            public int timeout_seconds() {
                return 5;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return PeerConfig.class;
            }
        };
    }

    private HistoryReader reader(Optional<Cursor> resume) throws SourceException {
        return source().open(HistoryQuery.builder(Lanes.HISTORY).build(), resume);
    }

    private <T extends SourceException> T fails(Class<T> type, Optional<Cursor> resume)
            throws SourceException {
        try (HistoryReader reader = reader(resume)) {
            T e = catchThrowableOfType(type, () -> reader.next(10));
            assertThat(e).isNotNull();
            assertThat(e.getMessage()).hasLineCount(1).doesNotContain(TOKEN);
            return e;
        }
    }

    private void status(int status, String retryAfter) {
        answer =
                exchange -> {
                    if (retryAfter != null) {
                        exchange.getResponseHeaders().set("Retry-After", retryAfter);
                    }
                    send(exchange, status, "application/json", new byte[0]);
                };
    }

    @Test
    void pagesAreReadFromTheCursorOnForTheAccountHere() throws Exception {
        Message message =
                Message.builder(
                                new MessageKey(THEIRS, CHAT, Author.ME, "ID"),
                                Instant.ofEpochMilli(5))
                        .text("x")
                        .build();
        answers(page("r.2", true, new Entry.MessageEntry(message), NAME));
        try (HistoryReader reader = reader(Optional.of(new Cursor("r.1")))) {
            HistoryChunk chunk = (HistoryChunk) reader.next(5000);
            assertThat(chunk.entries()).hasSize(2).contains(NAME);
            assertThat(((Entry.MessageEntry) chunk.entries().get(0)).message().account())
                    .isEqualTo(OURS);
            assertThat(chunk.next()).isEqualTo(new Cursor("r.2"));
            assertThat(chunk.end()).isEqualTo(End.MORE);
            assertThat(chunk.fraction()).hasValue(0.5);
            answers(page("r.3", false));
            assertThat(((HistoryChunk) reader.next(7)).end()).isEqualTo(End.IDLE);
        }
        String kinds = "kinds=conversations%2Cidentities%2Cmessages%2Cnames%2Cparticipants";
        assertThat(asked)
                .containsExactly(
                        "/v1/accounts/phone/changes?" + kinds + "&max=1000&since=r.1",
                        "/v1/accounts/phone/changes?" + kinds + "&max=7&since=r.2");
    }

    @Test
    void olderMessagesOfAChatAreReadBeforeAnAnchorToTheBeginning() throws Exception {
        Anchor anchor =
                new Anchor(new MessageKey(OURS, CHAT, Author.ME, "A 1"), Instant.ofEpochMilli(5));
        HistoryQuery query =
                HistoryQuery.builder(Lanes.HISTORY)
                        .kinds(EnumSet.of(Kind.MESSAGES))
                        .chat(Optional.of(CHAT))
                        .direction(Direction.BACKWARD)
                        .to(new Bound.Message(anchor))
                        .build();
        answers(page("", false));
        try (HistoryReader reader = source().open(query, Optional.empty())) {
            assertThat(((HistoryChunk) reader.next(20)).end()).isEqualTo(End.BEGINNING);
        }
        assertThat(asked)
                .containsExactly("/v1/accounts/phone/messages?before=A%201&chat=1%40g.us&max=20");
    }

    @Test
    void troubleIsTypedByWhatToDo() throws Exception {
        Optional<Cursor> resume = Optional.of(new Cursor("r.1"));
        status(503, "7");
        assertThat(fails(SourceException.RateLimited.class, resume).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        status(429, "999999999");
        assertThat(fails(SourceException.RateLimited.class, resume).retryAfter())
                .isEqualTo(Duration.ofHours(1));
        status(429, "soon");
        assertThat(fails(SourceException.RateLimited.class, resume).retryAfter())
                .isEqualTo(Duration.ofSeconds(5));
        status(403, null);
        fails(SourceException.Denied.class, resume);
        status(410, null);
        fails(SourceException.CursorLost.class, resume);
        status(404, null);
        fails(SourceException.CursorLost.class, resume);
        fails(SourceException.Permanent.class, Optional.empty());
        status(500, null);
        fails(SourceException.Transient.class, resume);
        status(302, null);
        fails(SourceException.Permanent.class, resume);
        answer = exchange -> send(exchange, 200, "text/html", "<p>hello".getBytes(UTF_8));
        fails(SourceException.Permanent.class, resume);
    }

    @Test
    void anAnswerThatBreaksOffOrSwellsIsNone() throws Exception {
        byte[] page = page("r.2", false, NAME);
        answers(Arrays.copyOf(page, page.length / 2));
        fails(SourceException.Transient.class, Optional.empty());
        answer = exchange -> {};
        fails(SourceException.Transient.class, Optional.empty());
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int mib = 0; mib < 120; mib++) {
                zip.write(blanks);
            }
        }
        answer =
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    send(exchange, 200, "application/x-ndjson", bomb.toByteArray());
                };
        assertThat(fails(SourceException.Transient.class, Optional.empty()))
                .hasMessageContaining("inflates to more");
    }

    @Test
    void closingUnblocksWhoWaits() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        answer =
                exchange -> {
                    waiting.countDown();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        HistoryReader reader = reader(Optional.empty());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                reader.next(10);
                            } catch (SourceException | InterruptedException e) {
                                thrown.set(e);
                            }
                        });
        thread.start();
        waiting.await();
        reader.close();
        thread.join();
        ended.countDown();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aServerThatIsNotTrustedOrSpeaksNoTlsIsOneLine(@TempDir Path folder) throws Exception {
        HttpsServer tls =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
        tls.setExecutor(threads);
        tls.start();
        try {
            assertThatThrownBy(
                            () ->
                                    source("https://127.0.0.1:" + tls.getAddress().getPort(), TOKEN)
                                            .probe())
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageMatching(
                            "the certificate of the server at https://127.0.0.1:\\d+ is not one for"
                                    + " 127.0.0.1 that this machine trusts; check url, .*");
        } finally {
            tls.stop(0);
        }
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.submit(
                    () -> {
                        while (true) {
                            try (Socket asker = plain.accept()) {
                                asker.getOutputStream()
                                        .write("HTTP/1.1 400 \r\n\r\n".getBytes(UTF_8));
                            }
                        }
                    });
            assertThatThrownBy(
                            () ->
                                    source("https://127.0.0.1:" + plain.getLocalPort(), TOKEN)
                                            .probe())
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageMatching(
                            "the server at .* cannot be talked to with TLS; check url, .*");
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                (keytool
                                                + " -genkeypair -keyalg RSA -alias server -storetype PKCS12"
                                                + " -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -storepass "
                                                + TOKEN
                                                + " -keystore "
                                                + store)
                                        .split(" "))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), TOKEN.toCharArray()), TOKEN.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void theProbeSaysWhatItFound() throws Exception {
        assertThat(source().probe().summary())
                .isEqualTo("a Backscroll with the account phone at " + url());
        assertThat(source().probe().live()).isTrue();
        assertThatThrownBy(() -> source(url(), "wrong").probe())
                .isInstanceOf(SourceException.Denied.class)
                .hasMessageContaining("refuses the token");
        accounts = "{\"version\":1,\"accounts\":[\"a\",\"b\"]}";
        assertThatThrownBy(() -> source().probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining("serves a, b; name one with remote.account=");
        accounts = "{\"version\":1,\"accounts\":[\"a\",\"copy\"]}";
        assertThat(source().probe().summary()).contains("the account copy");
        accounts = "{\"version\":2,\"accounts\":[]}";
        assertThatThrownBy(() -> source().probe()).hasMessageContaining("is no Backscroll");
        assertThatThrownBy(() -> source("ftp://x", TOKEN).probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining("url is no address");
        server.stop(0);
        assertThatThrownBy(() -> source().probe())
                .isInstanceOf(SourceException.Transient.class)
                .hasMessageContaining("no server answers at");
    }

    @Test
    void eventsAreDeliveredUntilTheConnectionIsLost() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    String page = new String(page("r.2", false, NAME), UTF_8).strip();
                    String event =
                            ": hello\n\nid: r.2\ndata: " + page.replace("\n", "\ndata: ") + "\n\n";
                    exchange.getResponseBody().write(event.getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        List<Entry> delivered = new CopyOnWriteArrayList<>();
        AtomicReference<SourceException> lost = new AtomicReference<>();
        LiveSink sink =
                new LiveSink() {
                    @Override
                    public void accept(List<? extends Entry> entries, List<Covered> covered) {
                        delivered.addAll(entries);
                    }

                    @Override
                    public void lost(SourceException why) {
                        lost.set(why);
                    }
                };
        try (Closeable live = source().live(sink).orElseThrow()) {
            assertThat(live).isNotNull();
            await().until(() -> delivered.size() == 1);
            assertThat(delivered).containsExactly(NAME);
            assertThat(lost.get()).isNull();
            end.countDown();
            await().until(() -> lost.get() != null);
        }
        assertThat(lost.get()).isInstanceOf(SourceException.Transient.class);
    }
}
