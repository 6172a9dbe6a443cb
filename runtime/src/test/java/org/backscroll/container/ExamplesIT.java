package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.inject.Inject;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.HistoryStore;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;

/** Parts that third parties might have written, in the place of those that ship. */
@RunWith(PaxExam.class)
public class ExamplesIT {
    private static final List<String> NAMES =
            List.of("source-jsonl", "strategy-last-week", "strategy-unread-first");
    private static final Jid LOUD = Jid.of("loud@example.org");
    private static final Jid UNREAD = Jid.of("unread@example.org");

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        Path folder = Path.of(System.getProperty("backscroll.examples"));
        return Shipped.with(
                NAMES.stream()
                        .map(name -> bundle(folder.resolve(name + ".jar").toUri().toString()))
                        .toArray(Option[]::new));
    }

    private static String line(long time, Jid chat, String id) {
        return "{\"time\":%d,\"chat\":\"%s\",\"from\":\"%s\",\"id\":\"%s\",\"text\":\"hello\"}\n"
                .formatted(time, chat, chat, id);
    }

    private static String unread(long time) {
        return "{\"time\":%d,\"chat\":\"%s\",\"name\":\"Important\",\"unread\":2}\n"
                .formatted(time, UNREAD);
    }

    private static SyncRequest request(String type) {
        return SyncRequest.builder().type(HistorySyncType.of(type)).unlimited().build();
    }

    private static long count(HistoryClient client, Jid chat) throws Exception {
        return client.getConversationInfo(chat)
                .map(info -> info.conversation().messageCount())
                .orElse(0L);
    }

    @Test
    public void theyWorkTogetherInTheStoreOfAThirdParty() throws Exception {
        History history = new History(context);
        history.bundle("org.backscroll.storage-sqlite").stop();
        Path jar = Path.of(System.getProperty("backscroll.examples"), "store-memory.jar");
        context.installBundle(jar.toUri().toString()).start();
        assertThat(context.getServiceReference(HistoryStore.class).getProperty(HistoryStore.TYPE))
                .isEqualTo("memory");

        long now = System.currentTimeMillis();
        Path file = Files.createTempFile("examples", ".jsonl");
        Files.writeString(
                file,
                line(now - 5000, LOUD, "l1")
                        + line(now - 4000, UNREAD, "u1")
                        + unread(now - 3900)
                        + "this line is torn\n");
        HistoryClient client = history.account("jsonl", "log", Map.of("file", file.toString()));

        // a type that nobody else knows
        SyncResult week = client.syncMessages(request("LAST_WEEK"));
        assertThat(week.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(week.counts().messages()).isEqualTo(2);
        assertThat(week.counts().skipped()).isEqualTo(1);
        assertThat(
                        client.getConversations(ConversationQuery.FIRST).items().stream()
                                .map(Conversation::jid)
                                .toList())
                .isEqualTo(List.of(UNREAD, LOUD));

        // RECENT as the third party has it: what is unread comes first, although it stands behind
        StringBuilder more = new StringBuilder(Files.readString(file));
        for (int i = 0; i < 50; i++) {
            more.append(line(now - 3000 + i, LOUD, "more" + i));
        }
        Files.writeString(file, more + line(now - 1000, UNREAD, "u2"));
        SyncResult one = client.syncMessages(request("RECENT").toBuilder().count(1).build());
        assertThat(one.status()).isEqualTo(SyncStatus.PARTIAL);
        assertThat(count(client, UNREAD)).isEqualTo(2);
        assertThat(count(client, LOUD)).isEqualTo(1);
        assertThat(client.syncMessages(request("RECENT")).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(count(client, LOUD)).isEqualTo(51);
        assertThat(count(client, UNREAD)).isEqualTo(2);

        // without it the one that ships is back
        history.bundle("org.example.backscroll.strategy-unread-first").stop();
        assertThat(client.syncMessages(request("RECENT")).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(count(client, LOUD)).isEqualTo(51);
    }

    @Test
    public void theyNeedNothingButTheApi() throws Exception {
        for (String name : NAMES) {
            BundleWiring wiring =
                    new History(context)
                            .bundle("org.example.backscroll." + name)
                            .adapt(BundleWiring.class);
            assertThat(wiring.getRequiredWires("osgi.wiring.package"))
                    .isNotEmpty()
                    .allSatisfy(
                            wire ->
                                    assertThat(
                                                    wire.getCapability()
                                                            .getAttributes()
                                                            .get("osgi.wiring.package")
                                                            .toString())
                                            .matches(ALLOWED));
            assertThat(wiring.getRequiredWires("osgi.wiring.bundle")).isEmpty();
        }
        try (var jars = Files.list(Path.of(System.getProperty("backscroll.examples")))) {
            List<Path> all = jars.toList();
            assertThat(all).hasSize(4);
            for (Path jar : all) {
                assertThat(imports(jar)).as(jar.toString()).allMatch(p -> p.matches(ALLOWED));
            }
        }
    }

    private static final String ALLOWED =
            "org\\.backscroll\\.api(\\.(source|store|strategy))?|java\\..*|org\\.osgi\\..*|org\\.slf4j";

    private static List<String> imports(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String header =
                    file.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
            return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
                    .map(clause -> clause.split(";")[0].strip())
                    .toList();
        }
    }
}
