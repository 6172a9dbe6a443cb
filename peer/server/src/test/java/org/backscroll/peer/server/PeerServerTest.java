package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.Jid;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.formats.ChangesJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server answers, over real HTTP, from a store that only counts. */
@Timeout(60)
class PeerServerTest {
    private static final AccountId PHONE = AccountId.of("phone");
    private static final String TOKEN = "0123456789abcdef";

    private final List<Entry> told = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HistoryServer.Serving> servings = new ArrayList<>();

    private final ChangeFeed feed =
            new ChangeFeed() {
                @Override
                public Optional<Changes> changes(AccountId account, ChangesQuery query) {
                    int from = Integer.parseInt(query.since().orElse("0"));
                    int to = Math.min(told.size(), from + query.max());
                    return from > told.size()
                            ? Optional.empty()
                            : Optional.of(
                                    new Changes(
                                            told.subList(from, to),
                                            Integer.toString(to),
                                            to < told.size(),
                                            1));
                }

                @Override
                public String revision() {
                    return Integer.toString(told.size());
                }
            };

    private final HistoryStore store =
            (HistoryStore)
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {HistoryStore.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("accounts")) {
                                    return List.of(AccountId.of("other"), PHONE);
                                }
                                throw new UnsupportedOperationException(method.getName());
                            });

    @AfterEach
    void stop() {
        servings.forEach(HistoryServer.Serving::close);
    }

    private URI serve(PeerServer server, Set<AccountId> accounts) throws IOException {
        HistoryServer.Serving serving =
                server.serve(new HistoryServer.Settings("127.0.0.1", 0, TOKEN, accounts));
        servings.add(serving);
        return serving.address();
    }

    private URI serve() throws IOException {
        return serve(new PeerServer(store, feed), Set.of(PHONE));
    }

    private void name(String name) {
        told.add(new Entry.Name(Jid.of("4911@s.whatsapp.net"), name, AsOf.UNKNOWN));
    }

    private HttpRequest.Builder request(URI url, String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<byte[]> get(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void refused(HttpRequest.Builder request, int status, String code) throws Exception {
        HttpResponse<byte[]> response = get(request);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body(), UTF_8))
                .startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"")
                .doesNotContain(TOKEN);
    }

    private static ChangesJson.Page page(byte[] body) throws IOException {
        return ChangesJson.read(new ByteArrayInputStream(body), PHONE, "test");
    }

    @Test
    void whoDoesNotKnowTheTokenLearnsNothing() throws Exception {
        URI url = serve();
        refused(HttpRequest.newBuilder(URI.create(url + "/v1/accounts")), 401, "unauthorized");
        refused(HttpRequest.newBuilder(URI.create(url + "/nothing")), 401, "unauthorized");
        refused(
                HttpRequest.newBuilder(URI.create(url + "/v1/accounts"))
                        .header("Authorization", "Bearer " + TOKEN + "x"),
                401,
                "unauthorized");
    }

    @Test
    void whatIsNotServedIsRefusedInOneShape() throws Exception {
        URI url = serve();
        String changes = "/v1/accounts/phone/changes";
        refused(request(url, "/v1/accounts/other/changes"), 403, "forbidden");
        refused(request(url, "/v1/accounts/phone/nothing"), 404, "not_found");
        refused(request(url, "/"), 404, "not_found");
        refused(request(url, changes + "?max=0"), 400, "bad_request");
        refused(request(url, changes + "?max=x"), 400, "bad_request");
        refused(request(url, changes + "?kinds=x"), 400, "bad_request");
        refused(request(url, changes + "?max=1&max=2"), 400, "bad_request");
        refused(request(url, changes + "?since=9"), 410, "gone");
        refused(request(url, "/v1/accounts/phone/live?since=9"), 410, "gone");
        refused(request(url, "/v1/accounts/phone/messages"), 400, "bad_request");
        refused(
                request(url, changes).method("POST", HttpRequest.BodyPublishers.ofString("x")),
                405,
                "method_not_allowed");
        refused(
                request(serve(new PeerServer(store, feed), Set.of()), "/v1/accounts/no/changes"),
                404,
                "not_found");
    }

    @Test
    void withoutAStoreAskersAreToldToComeBack() throws Exception {
        URI url = serve(new PeerServer(), Set.of());
        HttpResponse<byte[]> response = get(request(url, "/v1/accounts"));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void pagesAreCompressedForWhoUnderstandsThatAndNotSentTwice() throws Exception {
        for (int i = 0; i < 100; i++) {
            name("name " + i);
        }
        URI url = serve();
        String path = "/v1/accounts/phone/changes?since=10&max=80";
        HttpResponse<byte[]> plain = get(request(url, path));
        HttpResponse<byte[]> zipped = get(request(url, path).header("Accept-Encoding", "gzip"));

        assertThat(page(plain.body()).entries()).isEqualTo(told.subList(10, 90));
        assertThat(page(plain.body()).next()).isEqualTo("90");
        assertThat(page(plain.body()).more()).isTrue();
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());

        String tag = plain.headers().firstValue("ETag").orElseThrow();
        assertThat(get(request(url, path).header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        assertThat(
                        get(request(url, path + "&kinds=names").header("If-None-Match", tag))
                                .statusCode())
                .isEqualTo(200);
        name("new");
        assertThat(get(request(url, path).header("If-None-Match", tag)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatHappensIsToldAsItHappens() throws Exception {
        name("before");
        HttpResponse<InputStream> response =
                client.send(
                        request(serve(), "/v1/accounts/phone/live").build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        name("after");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            StringBuilder data = new StringBuilder();
            String id = "";
            for (String line = lines.readLine();
                    !line.isEmpty() || data.isEmpty();
                    line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    data.append(line.substring(6)).append('\n');
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                }
            }
            assertThat(id).isEqualTo("2");
            assertThat(page(data.toString().getBytes(UTF_8)).entries())
                    .isEqualTo(told.subList(1, 2));
            servings.get(0).close();
            assertThatThrownBy(
                            () -> {
                                while (lines.readLine() != null) {
                                    // comments may still come
                                }
                                throw new IOException("it ended");
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws Exception {
        int port = serve().getPort();
        HistoryServer.Settings settings =
                new HistoryServer.Settings("127.0.0.1", port, TOKEN, Set.of());
        PeerServer server = new PeerServer(store, feed);
        assertThatThrownBy(() -> server.serve(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("choose another port");
        assertThat(settings.toString()).doesNotContain(TOKEN);
        assertThatThrownBy(() -> new HistoryServer.Settings("127.0.0.1", 0, "short", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
