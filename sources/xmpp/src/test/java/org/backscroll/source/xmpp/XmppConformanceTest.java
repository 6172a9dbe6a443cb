package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every source promises, by a real server: the archives of the account and of a room, and the
 * lists of names and people.
 */
class XmppConformanceTest extends SourceContract {
    private static final List<String> CONTACTS =
            List.of("anne", "bert", "carol", "dora", "emil", "frida");

    private final List<XmppSource> sources = new ArrayList<>();
    private Prosody server;

    @BeforeEach
    void fill() throws Exception {
        server = Servers.start("alice", "bob");
        say("first", 25);
        try (RawClient alice = new RawClient(server.port(), "alice")) {
            for (String name : CONTACTS) {
                alice.send(
                        "<iq type='set' id='%1$s'><query xmlns='jabber:iq:roster'><item jid='%1$s@localhost' name='%1$s'/></query></iq>"
                                .formatted(name));
            }
            alice.settle();
        }
    }

    @Test
    void theListOfNamesIsReadInParts() throws Exception {
        HistorySource source = source();
        Lane names =
                source.lanes().stream()
                        .filter(lane -> lane.id().equals(Lanes.NAMES))
                        .findFirst()
                        .orElseThrow();
        HistoryQuery query = HistoryQuery.builder(names).build();
        HistoryChunk first = chunk(source, query, Optional.empty());
        assertThat(first.end()).isEqualTo(End.MORE);
        HistoryChunk second = chunk(source, query, Optional.of(first.next()));
        assertThat(second.entries()).doesNotContainAnyElementsOf(first.entries()).isNotEmpty();

        try (RawClient alice = new RawClient(server.port(), "alice")) {
            alice.send(
                    "<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item jid='anne@localhost' name='Another'/></query></iq>");
            alice.settle();
        }
        HistoryChunk anew = chunk(source, query, Optional.of(second.next()));
        assertThat(anew.entries()).hasSameSizeAs(first.entries());
        assertThat(anew.entries().toString()).contains("Another").doesNotContain("name=anne");
    }

    private static HistoryChunk chunk(
            HistorySource source, HistoryQuery query, Optional<Cursor> resume) throws Exception {
        try (HistoryReader reader = source.open(query, resume)) {
            return (HistoryChunk) reader.next(1);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            sources.forEach(XmppSource::close);
            server.close();
        }
    }

    private void say(String what, int messages) throws Exception {
        try (RawClient bob = new RawClient(server.port(), "bob")) {
            bob.enter(Prosody.ROOM);
            for (int i = 0; i < messages; i++) {
                boolean room = what.equals("first") && i % 3 == 0;
                bob.send(
                        "<message to='%s' type='%s' id='%s-%d'><body>message %d</body></message>"
                                .formatted(
                                        room ? Prosody.ROOM : "alice@localhost",
                                        room ? "groupchat" : "chat",
                                        what,
                                        i,
                                        i));
            }
            bob.settle();
        }
    }

    private HistorySource remembered(TestConfig config) {
        XmppSource source = Servers.source(config);
        sources.add(source);
        return source;
    }

    @Override
    protected HistorySource source() {
        return remembered(Servers.config(server, "alice", "rooms", Prosody.ROOM));
    }

    @Override
    protected AccountId account() {
        return AccountId.of("alice");
    }

    @Override
    protected Optional<HistorySource> unusable() {
        return Optional.of(remembered(Servers.config(server, "alice", "_password", "wrong")));
    }

    @Override
    protected OptionalInt grow() throws Exception {
        say("later", 6);
        return OptionalInt.of(6);
    }
}
