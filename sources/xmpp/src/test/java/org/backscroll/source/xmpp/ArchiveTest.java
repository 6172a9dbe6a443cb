package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reading archives of a real server: all of it, in its order, however it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
    private static final int MANY = 5_000;
    private static final int IN_ROOM = 300;
    private static final Jid BOB = Jid.of("bob@localhost");

    private Prosody server;
    private XmppSource source;
    private Read forward;
    private Read backward;

    @BeforeAll
    void fill() throws Exception {
        server = Servers.start("alice", "bob", "carol");
        source = Servers.source(server, "alice", "rooms", Prosody.ROOM);
        try (RawClient bob = new RawClient(server.port(), "bob");
                RawClient carol = new RawClient(server.port(), "carol")) {
            StringBuilder batch = new StringBuilder();
            for (int i = 0; i < MANY; i++) {
                batch.append(message("alice@localhost", "chat", "m" + i, "text " + i));
            }
            bob.send(batch.toString());
            bob.settle();
            carol.send(message("alice@localhost", "chat", "c0", "from carol"));
            carol.settle();
            bob.enter(Prosody.ROOM);
            StringBuilder room = new StringBuilder();
            for (int i = 0; i < IN_ROOM; i++) {
                room.append(message(Prosody.ROOM, "groupchat", "r" + i, "said " + i));
            }
            bob.send(room.toString());
            bob.settle();
        }
        forward = read(account().build());
        backward = read(account().direction(Direction.BACKWARD).build());
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            source.close();
            server.close();
        }
    }

    private static String message(String to, String type, String id, String body) {
        return "<message to='%s' type='%s' id='%s'><body>%s</body></message>"
                .formatted(to, type, id, body);
    }

    private Lane lane(String id) throws SourceException {
        return source.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private HistoryQuery.Builder account() throws SourceException {
        return HistoryQuery.builder(lane("archive"));
    }

    /** What a reading gave. */
    private record Read(List<Message> messages, List<Covered> covered, Cursor last, End end) {
        List<String> ids() {
            return messages.stream().map(Message::id).toList();
        }
    }

    /** Reads at most so many chunks. */
    private Read read(HistoryQuery query, Optional<Cursor> resume, int max, int chunks)
            throws Exception {
        List<Message> messages = new ArrayList<>();
        List<Covered> covered = new ArrayList<>();
        try (HistoryReader reader = source.open(query, resume)) {
            while (true) {
                HistoryChunk chunk = (HistoryChunk) reader.next(max);
                assertThat(chunk.messages()).isLessThanOrEqualTo(max);
                assertThat(chunk.rejected()).isEmpty();
                chunk.entries().stream()
                        .map(entry -> ((Entry.MessageEntry) entry).message())
                        .forEach(messages::add);
                covered.addAll(chunk.covered());
                chunks--;
                if (chunk.end() != End.MORE || chunks == 0) {
                    return new Read(messages, covered, chunk.next(), chunk.end());
                }
            }
        }
    }

    private Read read(HistoryQuery query) throws Exception {
        return read(query, Optional.empty(), 1000, -1);
    }

    private static List<String> ids(String prefix, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(ids("m", 0, MANY));
        all.add("c0");
        return all;
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    /** That each range begins where the one before ended, so that the ledger joins them. */
    private static void assertJoined(List<Covered> covered, boolean backward) {
        for (int i = 1; i < covered.size(); i++) {
            Covered before = covered.get(i - 1);
            Covered after = covered.get(i);
            assertThat(backward ? after.to() : after.from())
                    .isEqualTo(backward ? before.from() : before.to());
        }
    }

    @Test
    void forwardGivesAllInTheArchivesOrder() throws Exception {
        Read read = forward;

        assertThat(read.ids()).isEqualTo(all());
        assertThat(read.end()).isEqualTo(End.IDLE);
        assertJoined(read.covered(), false);
        assertThat(read.covered().get(0).beginning()).isTrue();
        Message first = read.messages().get(0);
        assertThat(first.chat()).isEqualTo(BOB);
        assertThat(first.sender()).contains(BOB);
        assertThat(first.text()).contains("text 0");
    }

    @Test
    void backwardGivesTheSameMessagesWithTheSameOrder() throws Exception {
        assertThat(backward.ids()).isEqualTo(reversed(all()));
        assertThat(backward.end()).isEqualTo(End.BEGINNING);
        assertThat(backward.messages()).containsExactlyInAnyOrderElementsOf(forward.messages());
        assertJoined(backward.covered(), true);
        assertThat(backward.covered().get(backward.covered().size() - 1).beginning()).isTrue();
        List<Message> sorted = new ArrayList<>(backward.messages());
        sorted.removeIf(message -> !message.chat().equals(BOB));
        sorted.sort(
                java.util.Comparator.comparing(Message::timestamp)
                        .thenComparing(message -> message.order().orElseThrow()));
        assertThat(sorted.stream().map(Message::id)).isEqualTo(ids("m", 0, MANY));
    }

    @Test
    void anyCursorGoesOnWithTheNextRecordEitherWay() throws Exception {
        for (Direction direction : Direction.values()) {
            HistoryQuery query = account().direction(direction).build();
            List<String> got = new ArrayList<>();
            List<Covered> covered = new ArrayList<>();
            Optional<Cursor> cursor = Optional.empty();
            End end = End.MORE;
            int[] sizes = {7, 1000, 1900, 1};
            for (int i = 0; end == End.MORE; i++) {
                Read read = read(query, cursor, sizes[i % sizes.length], 1);
                got.addAll(read.ids());
                covered.addAll(read.covered());
                cursor = Optional.of(read.last());
                end = read.end();
            }
            assertThat(got).isEqualTo(direction == Direction.FORWARD ? all() : reversed(all()));
            assertJoined(covered, direction == Direction.BACKWARD);
        }
    }

    @Test
    void aRangeBetweenTwoMarksIsReadExactly() throws Exception {
        Read older = read(account().build(), Optional.empty(), 1300, 1);
        Read newer =
                read(account().direction(Direction.BACKWARD).build(), Optional.empty(), 1300, 1);
        int begin = older.messages().size();
        int end = all().size() - newer.messages().size();
        Bound low = new Bound.At(older.covered().get(0).to());
        Bound high = new Bound.At(newer.covered().get(0).from());

        for (Direction direction : Direction.values()) {
            Read read = read(account().from(low).to(high).direction(direction).build());

            assertThat(read.ids()).containsExactlyInAnyOrderElementsOf(all().subList(begin, end));
            assertThat(read.end()).isEqualTo(End.BOUND);
            List<Covered> covered = read.covered();
            Covered first = covered.get(0);
            Covered last = covered.get(covered.size() - 1);
            boolean forwards = direction == Direction.FORWARD;
            assertThat((forwards ? first : last).from()).isEqualTo(older.covered().get(0).to());
            assertThat((forwards ? last : first).to()).isEqualTo(newer.covered().get(0).from());
        }
    }

    @Test
    void oneChatIsReadByItselfWithTheSameOrder() throws Exception {
        Read bob = read(account().chat(Optional.of(BOB)).direction(Direction.BACKWARD).build());

        assertThat(bob.messages())
                .containsExactlyInAnyOrderElementsOf(
                        forward.messages().stream()
                                .filter(message -> message.chat().equals(BOB))
                                .toList());
        assertThat(bob.covered()).allMatch(range -> range.chat().equals(Optional.of(BOB)));
    }

    @Test
    void beforeAnAnchorComesWhatIsOlderAndNothingElse() throws Exception {
        Message anchor = forward.messages().get(2_500);

        Read read =
                read(
                        account()
                                .chat(Optional.of(BOB))
                                .direction(Direction.BACKWARD)
                                .to(
                                        new Bound.Message(
                                                new org.backscroll.api.source.Anchor(
                                                        anchor.key(), anchor.timestamp())))
                                .build(),
                        Optional.empty(),
                        50,
                        2);

        assertThat(read.ids()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(read.ids().subList(0, 50)).isEqualTo(reversed(ids("m", 2_450, 2_500)));
    }

    @Test
    void aRoomHasALaneOfItsOwn() throws Exception {
        Read read = read(HistoryQuery.builder(lane("room " + Prosody.ROOM)).build());

        assertThat(read.ids()).isEqualTo(ids("r", 0, IN_ROOM));
        Message first = read.messages().get(0);
        assertThat(first.chat()).isEqualTo(Jid.of(Prosody.ROOM));
        assertThat(first.sender()).contains(Jid.of(Prosody.ROOM + "/bob"));
        assertThat(first.senderName()).contains("bob");
    }

    @Test
    void aCursorWhoseRecordIsGoneIsLostAndAMarkIsNot() throws Exception {
        try (Prosody other = Servers.start("alice", "bob")) {
            XmppSource small = Servers.source(other, "alice");
            try (RawClient bob = new RawClient(other.port(), "bob")) {
                for (int i = 0; i < 20; i++) {
                    bob.send(message("alice@localhost", "chat", "m" + i, "text " + i));
                }
                bob.settle();
            }
            HistoryQuery query = HistoryQuery.builder(small.lanes().get(0)).build();
            HistoryChunk chunk;
            try (HistoryReader reader = small.open(query, Optional.empty())) {
                chunk = (HistoryChunk) reader.next(10);
            }
            String id = chunk.covered().get(0).to().id();
            try (Connection database =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + other.folder().resolve("prosody.sqlite"));
                    Statement statement = database.createStatement()) {
                assertThat(
                                statement.executeUpdate(
                                        "delete from prosodyarchive where key = '" + id + "'"))
                        .isPositive();
            }

            try (HistoryReader reader = small.open(query, Optional.of(chunk.next()))) {
                assertThatThrownBy(() -> reader.next(100))
                        .isInstanceOf(SourceException.CursorLost.class);
            }
            HistoryQuery behind =
                    HistoryQuery.builder(small.lanes().get(0))
                            .from(new Bound.At(chunk.covered().get(0).to()))
                            .build();
            try (HistoryReader reader = small.open(behind, Optional.empty())) {
                HistoryChunk rest = (HistoryChunk) reader.next(100);
                assertThat(rest.entries().stream())
                        .extracting(entry -> ((Entry.MessageEntry) entry).message().id())
                        .containsAll(ids("m", 10, 20));
                assertThat(rest.covered().get(0).from()).isEqualTo(chunk.covered().get(0).to());
            }
            small.close();
        }
    }

    @Test
    void aServerKilledInMidReadingIsWaitedForAndGoneOnWith() throws Exception {
        try (Prosody other = Servers.start("alice", "bob")) {
            XmppSource small = Servers.source(other, "alice", "page_size", "50");
            try (RawClient bob = new RawClient(other.port(), "bob")) {
                StringBuilder batch = new StringBuilder();
                for (int i = 0; i < 500; i++) {
                    batch.append(message("alice@localhost", "chat", "m" + i, "text " + i));
                }
                bob.send(batch.toString());
                bob.settle();
            }
            HistoryQuery query = HistoryQuery.builder(small.lanes().get(0)).build();
            List<String> got = new ArrayList<>();
            HistoryChunk chunk;
            try (HistoryReader reader = small.open(query, Optional.empty())) {
                chunk = (HistoryChunk) reader.next(100);
                other.kill();
            }
            chunk.entries().forEach(e -> got.add(((Entry.MessageEntry) e).message().id()));
            assertThatThrownBy(
                            () -> {
                                try (HistoryReader reader =
                                        small.open(query, Optional.of(new Cursor("0 x")))) {
                                    reader.next(1);
                                }
                            })
                    .isInstanceOf(SourceException.Transient.class);
            other.start();
            try (HistoryReader reader = small.open(query, Optional.of(chunk.next()))) {
                HistoryChunk rest = (HistoryChunk) reader.next(10_000);
                rest.entries().forEach(e -> got.add(((Entry.MessageEntry) e).message().id()));
                assertThat(rest.end()).isEqualTo(End.IDLE);
            }
            assertThat(got).isEqualTo(ids("m", 0, 500));
            small.close();
        }
    }
}
