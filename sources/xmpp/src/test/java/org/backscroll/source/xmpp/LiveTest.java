package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Following a real server: what comes in, what the account sends elsewhere, what rooms say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {
    private Prosody server;
    private XmppSource source;

    @BeforeAll
    void begin() throws Exception {
        server = Servers.start("alice", "bob");
        source = Servers.source(server, "alice", "rooms", Prosody.ROOM);
        try (RawClient bob = new RawClient(server.port(), "bob")) {
            bob.enter(Prosody.ROOM);
            bob.send(message("alice@localhost", "chat", "before"));
            bob.settle();
        }
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            source.close();
            server.close();
        }
    }

    private static String message(String to, String type, String id) {
        return "<message to='%s' type='%s' id='%s'><body>text of %s</body></message>"
                .formatted(to, type, id, id);
    }

    /** Keeps what is delivered. */
    private static final class Sink implements LiveSink {
        final List<Entry> entries = new CopyOnWriteArrayList<>();
        final List<Covered> covered = new CopyOnWriteArrayList<>();
        final List<SourceException> lost = new CopyOnWriteArrayList<>();

        @Override
        public void accept(List<? extends Entry> told, List<Covered> ranges) {
            entries.addAll(told);
            covered.addAll(ranges);
        }

        @Override
        public void lost(SourceException why) {
            lost.add(why);
        }

        List<String> ids() {
            return entries.stream()
                    .map(entry -> ((Entry.MessageEntry) entry).message().id())
                    .toList();
        }

        void await(String id) {
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> ids().contains(id));
        }
    }

    @Test
    void whatIsDeliveredIsWhatTheArchiveSaysLater() throws Exception {
        Sink sink = new Sink();
        try (Closeable live = source.live(sink).orElseThrow();
                RawClient bob = new RawClient(server.port(), "bob");
                RawClient phone = new RawClient(server.port(), "alice")) {
            sink.await("before");
            bob.send(message("alice@localhost", "chat", "to-alice"));
            sink.await("to-alice");
            // Another device of the account; carbons tell of it.
            phone.send(message("bob@localhost", "chat", "by-alice"));
            sink.await("by-alice");
            bob.enter(Prosody.ROOM);
            bob.send(message(Prosody.ROOM, "groupchat", "in-room"));
            sink.await("in-room");
            assertThat(live).isNotNull();
        }

        assertThat(sink.lost).isEmpty();
        List<Message> archived = new ArrayList<>(archived(source.lanes().get(0)));
        archived.addAll(archived(source.lanes().get(1)));
        assertThat(archived)
                .containsAll(
                        sink.entries.stream()
                                .map(entry -> ((Entry.MessageEntry) entry).message())
                                .toList());
        assertThat(sink.ids()).doesNotHaveDuplicates();
        Message own =
                archived.stream().filter(m -> m.id().equals("by-alice")).findFirst().orElseThrow();
        assertThat(own.fromMe()).isTrue();
        assertThat(own.chat()).isEqualTo(Jid.of("bob@localhost"));
        List<Covered> account =
                sink.covered.stream().filter(range -> range.lane().equals("archive")).toList();
        for (int i = 1; i < account.size(); i++) {
            assertThat(account.get(i).from()).isEqualTo(account.get(i - 1).to());
        }
    }

    private List<Message> archived(Lane lane) throws Exception {
        try (HistoryReader reader =
                source.open(HistoryQuery.builder(lane).build(), Optional.empty())) {
            return ((HistoryChunk) reader.next(1000))
                    .entries().stream()
                            .map(entry -> ((Entry.MessageEntry) entry).message())
                            .toList();
        }
    }

    /** Somebody else has the account's name there: it is not in, and is told of nothing. */
    @Test
    void aRoomThatDoesNotLetOneInIsLookedAtAllTheSame() throws Exception {
        Sink sink = new Sink();
        XmppSource impatient =
                Servers.source(
                        Servers.config(server, "alice", "rooms", Prosody.ROOM)
                                .with("reply_timeout", "1000"));
        try (Closeable closing = impatient::close;
                RawClient bob = new RawClient(server.port(), "bob")) {
            assertThat(closing).isNotNull();
            bob.send(
                    "<presence to='"
                            + Prosody.ROOM
                            + "/alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            bob.settle();
            try (Closeable live = impatient.live(sink).orElseThrow()) {
                sink.await("before");
                bob.send(message(Prosody.ROOM, "groupchat", "unheard"));
                bob.settle();
                assertThat(live).isNotNull();
                sink.await("unheard");
                assertThat(sink.lost).isEmpty();
            }
        }
    }

    @Test
    void aServerThatGoesAwayIsToldOfOnce() throws Exception {
        try (Prosody other = Servers.start("alice", "bob")) {
            XmppSource followed = Servers.source(other, "alice");
            Sink sink = new Sink();
            try (Closeable live = followed.live(sink).orElseThrow()) {
                other.kill();
                Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !sink.lost.isEmpty());
                assertThat(sink.lost)
                        .hasSize(1)
                        .first()
                        .isInstanceOf(SourceException.Transient.class);
                assertThat(live).isNotNull();
            }
            other.start();
            Sink again = new Sink();
            try (Closeable live = followed.live(again).orElseThrow();
                    RawClient bob = new RawClient(other.port(), "bob")) {
                bob.send(message("alice@localhost", "chat", "after"));
                again.await("after");
                assertThat(live).isNotNull();
            }
            followed.close();
        }
    }

    @Test
    void namesAndPeopleAreAskedFor() throws Exception {
        try (RawClient alice = new RawClient(server.port(), "alice");
                RawClient bob = new RawClient(server.port(), "bob")) {
            alice.send(
                    "<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item"
                            + " jid='bob@localhost' name='Robert'/></query></iq>");
            alice.settle();
            alice.send(
                    "<iq type='set' id='v'><vCard xmlns='vcard-temp'><FN>Alice"
                            + " Liddell</FN></vCard></iq>");
            alice.settle();
            bob.enter(Prosody.ROOM);

            List<Entry> names = entries("names");
            List<Entry> people = entries("people");

            assertThat(names)
                    .filteredOn(Entry.Name.class::isInstance)
                    .extracting(
                            entry -> ((Entry.Name) entry).jid() + "=" + ((Entry.Name) entry).name())
                    .contains("bob@localhost=Robert", Prosody.ROOM + "/bob=bob");
            assertThat(names)
                    .filteredOn(Entry.OwnName.class::isInstance)
                    .extracting(entry -> ((Entry.OwnName) entry).name())
                    .containsExactly("Alice Liddell");
            assertThat(people)
                    .filteredOn(Entry.Membership.class::isInstance)
                    .extracting(entry -> ((Entry.Membership) entry).jid())
                    .contains(Jid.of(Prosody.ROOM + "/bob"));
        }
    }

    private List<Entry> entries(String id) throws Exception {
        Lane lane =
                source.lanes().stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
        try (HistoryReader reader =
                source.open(HistoryQuery.builder(lane).build(), Optional.empty())) {
            return ((HistoryChunk) reader.next(1000)).entries();
        }
    }
}
