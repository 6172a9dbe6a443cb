package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Lane;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is done to messages, in chats of two and in rooms, as a real server archives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtensionsTest {
    private static final AccountId ACCOUNT = AccountId.of("alice");
    private static final Jid BOB = Jid.of("bob@localhost");
    private static final Jid ROOM = Jid.of(Prosody.ROOM);
    private static final Author IN_ROOM = Author.of(Jid.of(Prosody.ROOM + "/bob"));
    private static final String STORE = "<store xmlns='urn:xmpp:hints'/>";

    private Prosody server;
    private XmppSource source;
    private List<Entry> chat;
    private List<Entry> room;

    @BeforeAll
    void fill() throws Exception {
        server = Servers.start("alice", "bob");
        source = Servers.source(server, "alice", "rooms", Prosody.ROOM);
        try (RawClient alice = new RawClient(server.port(), "alice");
                RawClient bob = new RawClient(server.port(), "bob")) {
            bob.send(chat("alice", "b1", "<body>helo</body>"));
            bob.send(
                    chat(
                            "alice",
                            "b2",
                            "<body>hello</body><replace id='b1' xmlns='urn:xmpp:message-correct:0'/>"));
            bob.send(chat("alice", "b3", "<body>oops</body>"));
            bob.send(
                    chat(
                            "alice",
                            "b4",
                            "<retract id='b3' xmlns='urn:xmpp:message-retract:1'/>" + STORE));
            bob.settle();
            alice.send(
                    chat(
                            "bob",
                            "a1",
                            "<body>&gt; hello\nhi 👋</body><reply to='bob@localhost' id='b1'"
                                    + " xmlns='urn:xmpp:reply:0'/><fallback for='urn:xmpp:reply:0'"
                                    + " xmlns='urn:xmpp:fallback:0'><body start='0'"
                                    + " end='8'/></fallback>"));
            alice.settle();
            bob.send(
                    chat(
                            "alice",
                            "b5",
                            "<reactions id='a1' xmlns='urn:xmpp:reactions:0'><reaction>👍</reaction>"
                                    + "</reactions>"
                                    + STORE));
            bob.send(
                    chat(
                            "alice",
                            "b6",
                            "<displayed id='a1' xmlns='urn:xmpp:chat-markers:0'/>" + STORE));
            bob.settle();
            bob.enter(Prosody.ROOM);
            bob.send(group("g1", "<body>first</body>"));
            bob.send(group("g2", "<body>second</body>"));
            bob.settle();
            String first = archiveId(0);
            String second = archiveId(1);
            // In another second than what they refer to, as it is in life.
            long now = System.currentTimeMillis() / 1000;
            org.awaitility.Awaitility.await().until(() -> System.currentTimeMillis() / 1000 > now);
            bob.send(
                    group(
                            "g3",
                            "<reactions id='"
                                    + first
                                    + "' xmlns='urn:xmpp:reactions:0'><reaction>🎉</reaction>"
                                    + "</reactions>"
                                    + STORE));
            bob.send(
                    group(
                            "g4",
                            "<retract id='"
                                    + second
                                    + "' xmlns='urn:xmpp:message-retract:1'/>"
                                    + STORE));
            bob.send(
                    group(
                            "g5",
                            "<body>third</body><reply id='"
                                    + first
                                    + "' xmlns='urn:xmpp:reply:0'/>"));
            bob.send(
                    group(
                            "g6",
                            "<body>1st</body><replace id='g1' xmlns='urn:xmpp:message-correct:0'/>"));
            bob.settle();
        }
        chat = read(0, Direction.FORWARD);
        room = read(1, Direction.FORWARD);
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            source.close();
            server.close();
        }
    }

    private static String chat(String to, String id, String content) {
        return "<message to='%s@localhost' type='chat' id='%s'>%s</message>"
                .formatted(to, id, content);
    }

    private static String group(String id, String content) {
        return "<message to='%s' type='groupchat' id='%s'>%s</message>"
                .formatted(Prosody.ROOM, id, content);
    }

    private List<Entry> read(int lane, Direction direction) throws Exception {
        Lane archive = source.lanes().get(lane);
        try (HistoryReader reader =
                source.open(
                        HistoryQuery.builder(archive).direction(direction).build(),
                        Optional.empty())) {
            HistoryChunk chunk = (HistoryChunk) reader.next(1000);
            assertThat(chunk.rejected()).isEmpty();
            return chunk.entries();
        }
    }

    /** The archive's id of one of the room's first messages. */
    private String archiveId(int index) throws Exception {
        try (HistoryReader reader =
                source.open(
                        HistoryQuery.builder(source.lanes().get(1)).build(), Optional.empty())) {
            HistoryChunk chunk = null;
            for (int i = 0; i <= index; i++) {
                chunk = (HistoryChunk) reader.next(1);
            }
            return chunk.covered().get(0).to().id();
        }
    }

    private static <E extends Entry> List<E> of(Class<E> type, Collection<Entry> entries) {
        return entries.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<Message> messages(Collection<Entry> entries) {
        return of(Entry.MessageEntry.class, entries).stream()
                .map(Entry.MessageEntry::message)
                .toList();
    }

    private static MessageKey key(Jid where, Author author, String id) {
        return new MessageKey(ACCOUNT, where, author, id);
    }

    @Test
    void onlyWhatWasWrittenIsAMessage() {
        assertThat(messages(chat)).extracting(Message::id).containsExactly("b1", "b3", "a1");
        assertThat(messages(room)).extracting(Message::id).containsExactly("g1", "g2", "g5");
    }

    @Test
    void aCorrectionEditsItsMessage() {
        assertThat(of(Entry.Edit.class, chat))
                .singleElement()
                .satisfies(
                        edit -> {
                            assertThat(edit.target()).isEqualTo(key(BOB, Author.of(BOB), "b1"));
                            assertThat(edit.text()).isEqualTo("hello");
                        });
        assertThat(of(Entry.Edit.class, room))
                .singleElement()
                .satisfies(edit -> assertThat(edit.target()).isEqualTo(key(ROOM, IN_ROOM, "g1")));
    }

    @Test
    void aRetractionRevokesItsMessage() {
        assertThat(of(Entry.Revocation.class, chat))
                .singleElement()
                .satisfies(
                        gone -> {
                            assertThat(gone.target()).isEqualTo(key(BOB, Author.of(BOB), "b3"));
                            assertThat(gone.by()).isEqualTo(Author.of(BOB));
                        });
        assertThat(of(Entry.Revocation.class, room))
                .singleElement()
                .satisfies(gone -> assertThat(gone.target()).isEqualTo(key(ROOM, IN_ROOM, "g2")));
    }

    @Test
    void aReplyQuotesAndItsFallbackIsTakenOut() {
        Message reply = messages(chat).get(2);

        assertThat(reply.fromMe()).isTrue();
        assertThat(reply.text()).contains("hi 👋");
        assertThat(reply.quotedId()).contains("b1");
        assertThat(messages(room).get(2).quotedId()).contains("g1");
    }

    @Test
    void aReactionIsItsAuthors() {
        assertThat(of(Entry.Reacted.class, chat))
                .extracting(Entry.Reacted::target)
                .contains(key(BOB, Author.ME, "a1"));
        assertThat(of(Entry.Reacted.class, chat))
                .allMatch(reacted -> reacted.by().equals(Author.of(BOB)))
                .allMatch(reacted -> reacted.emoji().equals("👍"));
        assertThat(of(Entry.Reacted.class, room))
                .singleElement()
                .satisfies(
                        reacted -> {
                            assertThat(reacted.target()).isEqualTo(key(ROOM, IN_ROOM, "g1"));
                            assertThat(reacted.emoji()).isEqualTo("🎉");
                        });
    }

    @Test
    void whatWasDisplayedWasRead() {
        assertThat(of(Entry.Receipt.class, chat))
                .containsExactly(new Entry.Receipt(key(BOB, Author.ME, "a1"), MessageStatus.READ));
    }

    @Test
    void backwardItIsTheSameThoughWhatIsReferredToComesLater() throws Exception {
        assertThat(read(0, Direction.BACKWARD)).containsExactlyInAnyOrderElementsOf(chat);
        assertThat(read(1, Direction.BACKWARD)).containsExactlyInAnyOrderElementsOf(room);
    }
}
