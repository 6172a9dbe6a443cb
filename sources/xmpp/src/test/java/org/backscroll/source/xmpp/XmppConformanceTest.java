package org.backscroll.source.xmpp;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every source promises, by a real server's archives: the account's and a room's. The lists of
 * names and people are left out: they are asked for as a whole each time, and say of when they are.
 */
class XmppConformanceTest extends SourceContract {
    private final List<XmppSource> sources = new ArrayList<>();
    private Prosody server;

    @BeforeEach
    void fill() throws Exception {
        server = Servers.start("alice", "bob");
        say("first", 25);
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
        return (HistorySource)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {HistorySource.class},
                        (proxy, method, arguments) -> {
                            try {
                                return method.getName().equals("lanes")
                                        ? archives(source.lanes())
                                        : method.invoke(source, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static List<Lane> archives(List<Lane> lanes) {
        return lanes.stream().filter(lane -> lane.kinds().contains(Kind.MESSAGES)).toList();
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
