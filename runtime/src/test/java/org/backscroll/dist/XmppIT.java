package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static void add(Cli cli, Prosody server, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "source",
                                "add",
                                "xmpp",
                                "alice",
                                "jid=alice@localhost",
                                "password=" + Prosody.PASSWORD,
                                "host=127.0.0.1",
                                "port=" + server.port(),
                                "plain=true"));
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
            add(cli, server, "rooms=" + Prosody.ROOM);

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

    @Test
    void aServerKilledInMidSyncCostsNothing() throws Exception {
        try (Prosody server = Prosody.start("alice", "bob")) {
            send(server, 0, MANY);
            Cli cli = new Cli(work);
            add(cli, server, "page.size=10");
            Cli.Running sync = cli.start("sync", "--type", "FULL", "--count", "1500");
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(
                            () ->
                                    java.nio.file.Files.exists(
                                            cli.data().resolve("backscroll.db-wal")));
            server.kill();
            server.start();

            done(sync.await());
            done(cli.run("sync", "--type", "FULL"));

            assertThat(texts(cli)).isEqualTo(expected("m", MANY));
        }
    }
}
