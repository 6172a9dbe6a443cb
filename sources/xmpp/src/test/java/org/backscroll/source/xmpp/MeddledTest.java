package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.backscroll.prosody.Meddler;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server does at the worst moment: nothing is lost or doubled, and the failure is typed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeddledTest {
    private static final int MANY = 600;
    private static final Pattern QUERY = Pattern.compile("queryid='([^']*)'");

    private Prosody server;

    @BeforeAll
    void fill() throws Exception {
        server = Servers.start("alice", "bob");
        try (RawClient bob = new RawClient(server.port(), "bob")) {
            for (int from = 0; from < MANY; from += 100) {
                StringBuilder batch = new StringBuilder();
                for (int i = from; i < from + 100; i++) {
                    batch.append(
                            "<message to='alice@localhost' type='chat' id='m%d'><body>%d</body></message>"
                                    .formatted(i, i));
                }
                bob.send(batch.toString());
                bob.settle();
                // Several seconds, so that there are edges between them.
                long now = System.currentTimeMillis() / 1000;
                Awaitility.await().until(() -> System.currentTimeMillis() / 1000 > now);
            }
        }
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    /** A source that reads through somebody who changes what its question for a page says. */
    private final class Meddled implements AutoCloseable {
        final AtomicInteger pages = new AtomicInteger();
        final List<String> requests = new CopyOnWriteArrayList<>();
        final Meddler meddler;
        final XmppSource source;

        /** Pages are counted from 1; those of later connections go on counting. */
        interface Page {
            String pass(int page, String request, Meddler.Client client) throws Exception;
        }

        Meddled(Page page) throws Exception {
            meddler =
                    new Meddler(
                            server.port(),
                            (request, client) -> {
                                requests.add(request);
                                return request.contains(Names.ARCHIVE)
                                        ? page.pass(pages.incrementAndGet(), request, client)
                                        : request;
                            });
            source =
                    Servers.source(
                            Servers.config(server, "alice")
                                    .with("port", meddler.port())
                                    .with("page_size", "100")
                                    .with("reply_timeout", "2000"));
        }

        HistoryQuery query(Direction direction) throws Exception {
            return HistoryQuery.builder(source.lanes().get(0)).direction(direction).build();
        }

        /** Reads until the end or a failure; that is given. */
        Optional<SourceException> read(Direction direction, List<String> ids, List<Cursor> cursors)
                throws Exception {
            Optional<Cursor> from =
                    cursors.isEmpty()
                            ? Optional.empty()
                            : Optional.of(cursors.get(cursors.size() - 1));
            try (HistoryReader reader = source.open(query(direction), from)) {
                HistoryChunk chunk;
                do {
                    chunk = (HistoryChunk) reader.next(50);
                    chunk.entries().forEach(e -> ids.add(((Entry.MessageEntry) e).message().id()));
                    cursors.add(chunk.next());
                } while (chunk.end() == End.MORE);
                return Optional.empty();
            } catch (SourceException e) {
                return Optional.of(e);
            }
        }

        @Override
        public void close() throws IOException {
            source.close();
            meddler.close();
        }
    }

    private static List<String> all(Direction direction) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "m" + (direction == Direction.FORWARD ? i : MANY - 1 - i))
                .toList();
    }

    /** Fails once at a page, is read on from the last cursor, and gives all exactly once. */
    private void onceThenExact(Direction direction, Class<?> type, Meddled.Page page)
            throws Exception {
        try (Meddled meddled = new Meddled(page)) {
            List<String> ids = new ArrayList<>();
            List<Cursor> cursors = new ArrayList<>();

            Optional<SourceException> failure = meddled.read(direction, ids, cursors);
            assertThat(failure).get().isInstanceOf(type);
            assertThat(ids).isNotEmpty().hasSizeLessThan(MANY);
            assertThat(meddled.read(direction, ids, cursors)).isEmpty();

            assertThat(ids).isEqualTo(all(direction));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceThatIsForgottenInMidPagingIsLostAndNothingElse(Direction direction)
            throws Exception {
        onceThenExact(
                direction,
                SourceException.CursorLost.class,
                (page, request, client) ->
                        page == 4
                                ? request.replaceAll(
                                        "<(after|before)>[^<]+</", "<$1>nobody-knows</")
                                : request);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatSilentlyBeginsAnewIsFoundOut(Direction direction) throws Exception {
        onceThenExact(
                direction,
                SourceException.CursorLost.class,
                (page, request, client) ->
                        page == 4
                                ? request.replaceAll("<after>[^<]+</after>", "")
                                        .replaceAll("<before>[^<]+</before>", "<before/>")
                                : request);
    }

    @ParameterizedTest
    @CsvSource({
        "resource-constraint,RateLimited", "policy-violation,RateLimited",
        "system-shutdown,Transient", "not-authorized,Denied"
    })
    void aStreamThatTheServerEndsSaysWhatToDo(String condition, String type) throws Exception {
        onceThenExact(
                Direction.FORWARD,
                Class.forName(SourceException.class.getName() + "$" + type),
                (page, request, client) -> {
                    if (page != 4) {
                        return request;
                    }
                    client.send(
                            "<stream:error><%s xmlns='%s'/></stream:error></stream:stream>"
                                    .formatted(condition, Names.STREAM_ERRORS));
                    return "";
                });
    }

    @ParameterizedTest
    @CsvSource({
        "resource-constraint,RateLimited",
        "internal-server-error,Transient",
        "forbidden,Denied",
        "item-not-found,CursorLost"
    })
    void aRefusedPageSaysWhatToDo(String condition, String type) throws Exception {
        onceThenExact(
                Direction.BACKWARD,
                Class.forName(SourceException.class.getName() + "$" + type),
                (page, request, client) -> {
                    if (page != 4) {
                        return request;
                    }
                    client.send(
                            "<iq type='error' id='%s'><error type='wait'><%s xmlns='%s'/></error></iq>"
                                    .formatted(query(request), condition, Names.STANZA_ERRORS));
                    return "";
                });
    }

    @Test
    void aServerThatSaysNothingMoreIsLeftAndAskedAnew() throws Exception {
        onceThenExact(
                Direction.FORWARD,
                SourceException.Transient.class,
                (page, request, client) -> page == 4 ? "" : request);
    }

    @Test
    void aStanzaThatIsNoXmlEndsTheConnectionOnly() throws Exception {
        onceThenExact(
                Direction.FORWARD,
                SourceException.Transient.class,
                (page, request, client) -> {
                    if (page == 4) {
                        client.send("<!-- a comment --><<<");
                    }
                    return request;
                });
    }

    @Test
    void aPageWithAHoleIsNotBelieved() throws Exception {
        onceThenExact(
                Direction.FORWARD,
                SourceException.Transient.class,
                (page, request, client) -> {
                    if (page != 4) {
                        return request;
                    }
                    String query = query(request);
                    client.send(record("alice@localhost", query, "x1", "2026-01-01T00:00:00Z", ""));
                    client.send(
                            "<iq type='result' id='%s'><fin xmlns='%s'><set xmlns='%s'><last>x2</last></set></fin></iq>"
                                    .formatted(query, Names.ARCHIVE, Names.PAGING));
                    return "";
                });
    }

    private static String query(String request) {
        Matcher matcher = QUERY.matcher(request);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String record(String from, String query, String id, String stamp, String body) {
        return ("<message from='%s'><result xmlns='%s' queryid='%s' id='%s'><forwarded xmlns='%s'>"
                        + "<delay xmlns='%s' stamp='%s'/><message xmlns='jabber:client'"
                        + " from='bob@localhost/x' to='alice@localhost' id='%s'>"
                        + "<body>%s</body></message></forwarded></result></message>")
                .formatted(
                        from,
                        Names.ARCHIVE,
                        query,
                        id,
                        Names.FORWARD,
                        Names.DELAY,
                        stamp,
                        id,
                        body);
    }

    @Test
    void whatOthersSendMeanwhileIsAnsweredOrLeftOut() throws Exception {
        try (Meddled meddled =
                new Meddled(
                        (page, request, client) -> {
                            String query = query(request);
                            String stamp = "2026-01-01T00:00:00Z";
                            // Each page is whole before the next is asked for.
                            client.send(record("mallory@localhost", query, "f1", stamp, "forged"));
                            client.send(record("alice@localhost", "other", "f2", stamp, "forged"));
                            client.send(
                                    "<iq from='mallory@localhost' type='result' id='%s'><fin xmlns='%s' complete='true'/></iq>"
                                            .formatted(query, Names.ARCHIVE));
                            client.send(
                                    "<message from='bob@localhost/x'><body>now</body></message>");
                            client.send(
                                    "<presence from='bob@localhost/x'/> <r xmlns='urn:xmpp:sm:3'/>");
                            client.send(
                                    "<iq from='localhost' type='get' id='ping%d'><ping xmlns='urn:xmpp:ping'/></iq>"
                                            .formatted(page));
                            return request;
                        })) {
            List<String> ids = new ArrayList<>();

            assertThat(meddled.read(Direction.FORWARD, ids, new ArrayList<>())).isEmpty();

            assertThat(ids).isEqualTo(all(Direction.FORWARD));
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(
                            () ->
                                    String.join("", meddled.requests)
                                            .contains("id='ping1' to='localhost'"));
            assertThat(String.join("", meddled.requests)).contains("service-unavailable");
        }
    }

    private static void end(Meddler.Client client, String query, boolean complete, String last)
            throws Exception {
        client.send(
                "<iq type='result' id='%s'><fin xmlns='%s' complete='%s'><set xmlns='%s'>%s</set></fin></iq>"
                        .formatted(query, Names.ARCHIVE, complete, Names.PAGING, last));
    }

    /** As after an import, or of a server whose clock was wrong. */
    @Test
    void anArchiveThatIsNotInTheOrderOfTimeIsReadToItsEnd() throws Exception {
        List<String> years = List.of("2026", "2026", "2023", "2026", "2026");
        Pattern after = Pattern.compile("<after>(\\d)</after>");
        try (Meddled meddled =
                new Meddled(
                        (page, request, client) -> {
                            Matcher place = after.matcher(request);
                            int at = place.find() ? Integer.parseInt(place.group(1)) + 1 : 0;
                            String stamp = years.get(at) + "-01-01T00:00:0" + at + "Z";
                            String id = Integer.toString(at);
                            String query = query(request);
                            client.send(record("alice@localhost", query, id, stamp, "text"));
                            String last = "<first>%s</first><last>%s</last>".formatted(id, id);
                            end(client, query, at == years.size() - 1, last);
                            return "";
                        })) {
            List<String> ids = new ArrayList<>();

            assertThat(meddled.read(Direction.FORWARD, ids, new ArrayList<>())).isEmpty();

            assertThat(ids).containsExactly("0", "1", "2", "3", "4");
        }
    }

    /** Else nobody would ever read it again. */
    @Test
    void aRecordThatCannotBeReadLiveLeavesAGap() throws Exception {
        List<Covered> claimed = new CopyOnWriteArrayList<>();
        AtomicInteger told = new AtomicInteger();
        LiveSink sink =
                new LiveSink() {
                    @Override
                    public void accept(List<? extends Entry> entries, List<Covered> covered) {
                        claimed.addAll(covered);
                        told.incrementAndGet();
                    }

                    @Override
                    public void lost(SourceException why) {
                        claimed.add(null);
                    }
                };
        try (Meddled meddled =
                        new Meddled(
                                (page, request, client) -> {
                                    String query = query(request);
                                    boolean newest = request.contains("<before");
                                    if (!newest) {
                                        client.send(
                                                record(
                                                        "alice@localhost",
                                                        query,
                                                        "b",
                                                        "2026-01-01T00:00:02Z",
                                                        "large ".repeat(300_000)));
                                    }
                                    end(client, query, true, newest ? "" : "<last>b</last>");
                                    return "";
                                });
                Closeable live = meddled.source.live(sink).orElseThrow()) {
            assertThat(live).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> told.get() > 0);

            assertThat(claimed).isEmpty();
        }
    }

    @Test
    void messagesWhoseAuthorCountsThemAreKeptApart() throws Exception {
        try (Meddled meddled =
                new Meddled(
                        (page, request, client) -> {
                            String query = query(request);
                            String stamp = "2026-01-01T00:00:0";
                            for (String id : List.of("x1", "x2")) {
                                client.send(
                                        record("alice@localhost", query, id, stamp + "1Z", id)
                                                .replace(
                                                        "to='alice@localhost' id='" + id + "'",
                                                        "to='alice@localhost' id='1'"));
                            }
                            end(client, query, true, "<last>x2</last>");
                            return "";
                        })) {
            List<String> ids = new ArrayList<>();

            assertThat(meddled.read(Direction.FORWARD, ids, new ArrayList<>())).isEmpty();

            assertThat(ids).containsExactly("x1", "x2");
        }
    }

    @Test
    void aRecordThatIsTooLargeIsKeptAsideAndTheOthersAreRead() throws Exception {
        try (Meddled meddled =
                new Meddled(
                        (page, request, client) -> {
                            String query = query(request);
                            String stamp = "2026-01-01T00:00:0";
                            client.send(record("alice@localhost", query, "a", stamp + "1Z", "one"));
                            client.send(
                                    record(
                                            "alice@localhost",
                                            query,
                                            "b",
                                            stamp + "2Z",
                                            "large ".repeat(300_000)));
                            client.send(record("alice@localhost", query, "c", stamp + "3Z", "two"));
                            client.send(
                                    "<iq type='result' id='%s'><fin xmlns='%s' complete='true'><set xmlns='%s'><last>c</last></set></fin></iq>"
                                            .formatted(query, Names.ARCHIVE, Names.PAGING));
                            return "";
                        })) {
            try (HistoryReader reader =
                    meddled.source.open(meddled.query(Direction.FORWARD), Optional.empty())) {
                HistoryChunk chunk = (HistoryChunk) reader.next(100);

                assertThat(chunk.entries().stream())
                        .extracting(e -> ((Entry.MessageEntry) e).message().id())
                        .containsExactly("a", "c");
                assertThat(chunk.rejected()).hasSize(1);
                assertThat(chunk.rejected().get(0).toString()).contains("it has more than");
            }
        }
    }

    @Test
    void closingWakesWhoWaitsForAPage() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Meddled meddled =
                new Meddled(
                        (page, request, client) -> {
                            asked.countDown();
                            return "";
                        })) {
            HistoryReader reader =
                    meddled.source.open(meddled.query(Direction.FORWARD), Optional.empty());
            CompletableFuture<Object> reading =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return reader.next(10);
                                } catch (SourceException | InterruptedException e) {
                                    return e;
                                }
                            });
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            reader.close();

            assertThat(reading.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThatThrownBy(() -> reader.next(1)).isInstanceOf(InterruptedException.class);
        }
    }
}
