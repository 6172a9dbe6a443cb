package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.backscroll.prosody.Certificate;
import org.backscroll.prosody.Meddler;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account of a real XMPP server, the way a person keeps it: the store equals what was sent. */
class XmppIT {
    private static final int MANY = 2_000;

    @TempDir Path work;

    @BeforeEach
    void assume() {
        assumeTrue(
                Prosody.installed(),
                "Prosody is not installed (apt-get install prosody lua-dbi-sqlite3): skipped");
    }

    private static String messages(String to, String type, String prefix, int from, int end) {
        StringBuilder xml = new StringBuilder();
        for (int i = from; i < end; i++) {
            xml.append("<message to='%s' type='%s'".formatted(to, type))
                    .append(
                            " id='%s%d'><body>%s %d</body></message>"
                                    .formatted(prefix, i, prefix, i));
        }
        return xml.toString();
    }

    private static void send(Prosody server, int from, int end) throws Exception {
        try (RawClient bob = new RawClient(server.port(), "bob")) {
            bob.send(messages("alice@localhost", "chat", "m", from, end));
            bob.settle();
        }
    }

    private static Cli.Result done(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static List<String> source(int port, String password, boolean plain) {
        return List.of(
                "source",
                "add",
                "xmpp",
                "alice",
                "jid=alice@localhost",
                "password=" + password,
                "host=127.0.0.1",
                "port=" + port,
                "plain=" + plain,
                "page.size=10");
    }

    private static void add(Cli cli, int port, String... more) {
        List<String> words = new ArrayList<>(source(port, Prosody.PASSWORD, true));
        words.addAll(List.of(more));
        Cli.Result added = done(cli.run(words.toArray(String[]::new)));
        assertThat(added.out() + added.err()).doesNotContain(Prosody.PASSWORD);
    }

    /** The texts of a chat in the store's order. */
    private static List<String> texts(Cli cli) throws Exception {
        Cli.Result export = done(cli.run("export", "-"));
        return export.out()
                .lines()
                .filter(line -> line.contains("\"kind\":\"message\""))
                .map(line -> line.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static List<String> expected(String prefix, int end) {
        return IntStream.range(0, end).mapToObj(i -> prefix + " " + i).toList();
    }

    @Test
    void theStoreEqualsWhatWasSentAndLaterWhatIsNewToo() throws Exception {
        try (Prosody server = Prosody.start("alice", "bob")) {
            try (RawClient bob = new RawClient(server.port(), "bob")) {
                bob.enter(Prosody.ROOM);
                bob.send(messages(Prosody.ROOM, "groupchat", "r", 0, 100));
                bob.settle();
            }
            send(server, 0, MANY);
            Cli cli = new Cli(work);
            add(cli, server.port(), "rooms=" + Prosody.ROOM);

            done(cli.run("sync", "--type", "FULL"));
            server.stop();
            assertThat(cli.run("source", "list").out()).doesNotContain(Prosody.PASSWORD);
            server.start();
            send(server, MANY, MANY + 50);
            Cli.Result recent = done(cli.run("--json", "sync"));
            done(cli.run("sync", "--type", "PUSH_NAME"));
            done(cli.run("sync", "--type", "NON_BLOCKING"));

            assertThat(recent.out()).contains("\"new_messages\":50");
            List<String> texts = texts(cli);
            assertThat(texts.stream().filter(text -> text.startsWith("m ")))
                    .isEqualTo(expected("m", MANY + 50));
            assertThat(texts.stream().filter(text -> text.startsWith("r ")))
                    .isEqualTo(expected("r", 100));
        }
    }

    /** Something that happens at a page; pages are counted from 1. */
    private interface Trouble {
        String at(int page, String request, Prosody server) throws Exception;
    }

    /** One sync gets over what happens to it. */
    private void oneSyncIsExact(String type, Trouble trouble) throws Exception {
        AtomicInteger pages = new AtomicInteger();
        try (Prosody server = Prosody.start("alice", "bob");
                Meddler meddler =
                        new Meddler(
                                server.port(),
                                (request, client) ->
                                        request.contains("<query xmlns='urn:xmpp:mam:2'")
                                                ? trouble.at(
                                                        pages.incrementAndGet(), request, server)
                                                : request)) {
            send(server, 0, MANY);
            Cli cli = new Cli(work);
            add(cli, meddler.port());

            Cli.Result sync = done(cli.run("--json", "sync", "--type", type));

            assertThat(sync.out()).contains("\"status\":\"COMPLETE\"");
            assertThat(pages.get()).isGreaterThan(MANY / 10);
            assertThat(texts(cli)).isEqualTo(expected("m", MANY));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "RECENT"})
    void aServerKilledInMidSyncCostsNothing(String type) throws Exception {
        oneSyncIsExact(
                type,
                (page, request, server) -> {
                    if (page == 30 || page == 90) {
                        server.kill();
                        server.start();
                    }
                    return request;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "RECENT"})
    void aPlaceThatTheServerForgetsInMidSyncCostsNothing(String type) throws Exception {
        oneSyncIsExact(
                type,
                (page, request, server) ->
                        switch (page) {
                            // It says so the first time, and begins anew silently the second.
                            case 30 -> request.replaceAll("<(after|before)>[^<]+<", "<$1>gone<");
                            case 90 ->
                                    request.replaceAll("<after>[^<]+</after>", "")
                                            .replaceAll("<before>[^<]+<", "<before><");
                            default -> request;
                        });
    }

    @Test
    void onDemandBringsWhatIsOlderThanAnAnchor() throws Exception {
        try (Prosody server = Prosody.start("alice", "bob")) {
            send(server, 0, MANY);
            Cli cli = new Cli(work);
            add(cli, server.port());
            done(cli.run("sync", "--count", "100"));
            List<String> before = texts(cli);
            assertThat(before).isNotEmpty().hasSizeLessThan(MANY - 100);
            int oldest = MANY - before.size();
            assertThat(before).isEqualTo(expected("m", MANY).subList(oldest, MANY));

            Cli.Result more =
                    done(
                            cli.run(
                                    "--json",
                                    "sync",
                                    "--type",
                                    "ON_DEMAND",
                                    "--chat",
                                    "bob@localhost",
                                    "--count",
                                    "40"));
            assertThat(more.out()).contains("\"synced_messages\":40");
            assertThat(texts(cli)).isEqualTo(expected("m", MANY).subList(oldest - 40, MANY));

            done(
                    cli.run(
                            "sync",
                            "--type",
                            "ON_DEMAND",
                            "--chat",
                            "bob@localhost",
                            "--anchor",
                            "m" + (oldest - 40),
                            "--count",
                            "7"));
            assertThat(texts(cli)).isEqualTo(expected("m", MANY).subList(oldest - 47, MANY));
        }
    }

    @Test
    void connectedItFollowsLiveThroughAnOutageOfTheServer() throws Exception {
        try (Prosody server = Prosody.start("alice", "bob")) {
            send(server, 0, 300);
            Cli cli = new Cli(work);
            add(cli, server.port());
            Cli.Running connected = cli.start("connect", "--type", "FULL");
            try {
                awaitTexts(cli, 300);
                send(server, 300, 310);
                awaitTexts(cli, 310);
                server.kill();
                server.start();
                send(server, 310, 320);
                awaitTexts(cli, 320);
            } finally {
                connected.process().destroy();
            }
            connected.await();
            assertThat(texts(cli)).isEqualTo(expected("m", 320));
        }
    }

    private static void awaitTexts(Cli cli, int end) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(texts(cli)).isEqualTo(expected("m", end)));
    }

    @Test
    void whatIsWrongIsSaidInOneLineWhenTheSourceIsAdded() throws Exception {
        Certificate strange = Certificate.make(work, "localhost");
        try (Prosody plain = Prosody.start("alice");
                Prosody tls = Prosody.startWithTls(strange.key(), strange.certificate(), "alice");
                Prosody away = Prosody.start("alice")) {
            away.stop();
            Cli cli = new Cli(work);

            refused(cli, "check jid and password", source(plain.port(), "wr0ng", true));
            refused(
                    cli,
                    "no server answers at 127.0.0.1:" + away.port(),
                    source(away.port(), Prosody.PASSWORD, true));
            refused(
                    cli,
                    "is not one for localhost that this machine trusts",
                    source(tls.port(), Prosody.PASSWORD, false));
        }
    }

    private static void refused(Cli cli, String why, List<String> words) {
        Cli.Result added = cli.run(words.toArray(String[]::new));
        assertThat(added.code()).as(added.out()).isEqualTo(1);
        assertThat(added.errLines()).hasSize(1);
        assertThat(added.err()).contains(why).doesNotContain("wr0ng", Prosody.PASSWORD);
    }
}
