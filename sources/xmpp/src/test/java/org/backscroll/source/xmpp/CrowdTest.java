package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An archive with more records of one second than are held at once, as after an import. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrowdTest {
    private static final int MANY = 2 * Groups.MOST + 500;

    private Prosody server;
    private XmppSource source;

    @BeforeAll
    void fill() throws Exception {
        server = Servers.start("alice", "bob", "carol");
        source = Servers.source(server, "alice");
        try (RawClient bob = new RawClient(server.port(), "bob");
                RawClient carol = new RawClient(server.port(), "carol")) {
            // In blocks of each, so that parts have one of them only, or both.
            for (int from = 0; from < MANY; from += 500) {
                RawClient client = from % 1500 == 500 ? carol : bob;
                StringBuilder batch = new StringBuilder();
                for (int i = from; i < from + 500; i++) {
                    batch.append(
                            "<message to='alice@localhost' type='chat' id='m%d'><body>%d</body></message>"
                                    .formatted(i, i));
                }
                client.send(batch.toString());
                client.settle();
            }
        }
        try (Connection database =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + server.folder().resolve("prosody.sqlite"));
                Statement statement = database.createStatement()) {
            String table = "update prosodyarchive set \"when\" = (select max(\"when\")";
            statement.executeUpdate(
                    table
                            + " from prosodyarchive) where \"user\" = 'alice' and sort_id not in"
                            + " (select sort_id from prosodyarchive where \"user\" = 'alice' order"
                            + " by sort_id limit 3)");
        }
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            source.close();
            server.close();
        }
    }

    private HistoryQuery.Builder archive() throws Exception {
        return HistoryQuery.builder(source.lanes().get(0));
    }

    /** Reads by so many messages, with a new reader after so many chunks. */
    private List<Message> read(HistoryQuery query, int max, int chunks) throws Exception {
        List<Message> messages = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        End end = End.MORE;
        while (end == End.MORE) {
            try (HistoryReader reader = source.open(query, cursor)) {
                for (int i = 0; i < chunks && end == End.MORE; i++) {
                    HistoryChunk chunk = (HistoryChunk) reader.next(max);
                    assertThat(chunk.rejected()).isEmpty();
                    assertThat(chunk.messages()).isLessThanOrEqualTo(max);
                    chunk.entries().forEach(e -> messages.add(((Entry.MessageEntry) e).message()));
                    cursor = Optional.of(chunk.next());
                    end = chunk.end();
                }
            }
        }
        return messages;
    }

    private static List<String> expected(Direction direction) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "m" + (direction == Direction.FORWARD ? i : MANY - 1 - i))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordComesOnceWithItsNumberHoweverItIsRead(Direction direction) throws Exception {
        List<Message> plain = read(archive().build(), 1000, Integer.MAX_VALUE);
        HistoryQuery query = archive().direction(direction).build();

        List<Message> whole = read(query, 1000, Integer.MAX_VALUE);
        List<Message> resumed = read(query, 900, 1);

        assertThat(whole.stream().map(Message::id)).isEqualTo(expected(direction));
        assertThat(resumed).isEqualTo(whole);
        assertThat(whole).containsExactlyInAnyOrderElementsOf(plain);
        for (Jid chat : List.of(Jid.of("bob@localhost"), Jid.of("carol@localhost"))) {
            List<Message> crowd =
                    plain.stream()
                            .filter(m -> m.chat().equals(chat))
                            .filter(m -> Integer.parseInt(m.id().substring(1)) >= 3)
                            .toList();
            assertThat(crowd.stream().map(m -> m.timestamp()).collect(Collectors.toSet()))
                    .hasSize(1);
            long from = crowd.get(0).order().orElseThrow();
            assertThat(from).isLessThanOrEqualTo(3);
            assertThat(crowd.stream().map(m -> m.order().orElseThrow()))
                    .isEqualTo(LongStream.range(from, from + crowd.size()).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRangeWithinTheSecondIsReadExactly(Direction direction) throws Exception {
        HistoryChunk first;
        HistoryChunk newest;
        try (HistoryReader reader = source.open(archive().build(), Optional.empty())) {
            first = (HistoryChunk) reader.next(700);
            while (first.messages() < 100) {
                first = (HistoryChunk) reader.next(700);
            }
        }
        try (HistoryReader reader =
                source.open(archive().direction(Direction.BACKWARD).build(), Optional.empty())) {
            newest = (HistoryChunk) reader.next(700);
        }
        int low = number(first) + 1;
        int high = number(newest);

        List<Message> read =
                read(
                        archive()
                                .from(new Bound.At(first.covered().get(0).to()))
                                .to(new Bound.At(newest.covered().get(0).from()))
                                .direction(direction)
                                .build(),
                        1000,
                        Integer.MAX_VALUE);

        assertThat(high - low).isGreaterThan(Groups.MOST);
        assertThat(read.stream().map(Message::id))
                .containsExactlyInAnyOrderElementsOf(
                        expected(Direction.FORWARD).subList(low, high));
    }

    private static int number(HistoryChunk chunk) {
        Entry last = chunk.entries().get(chunk.entries().size() - 1);
        return Integer.parseInt(((Entry.MessageEntry) last).message().id().substring(1));
    }

    @Test
    void noMoreIsHeldAtOnceThanABound() throws Exception {
        Settings settings = Settings.of(Servers.config(server, "alice").made());
        Link link = new Connector(settings).link();
        link.connect();
        try {
            Slice all =
                    new Slice(
                            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);
            Groups groups =
                    new Groups(new Pages(new Archive(link, settings.jid(), false), all), true);
            int read = 0;
            for (Optional<Group> group = groups.next(); group.isPresent(); group = groups.next()) {
                assertThat(group.get().items()).hasSizeLessThanOrEqualTo(Groups.MOST);
                read += group.get().items().size();
            }
            assertThat(read).isEqualTo(MANY);
        } finally {
            link.close();
        }
    }
}
