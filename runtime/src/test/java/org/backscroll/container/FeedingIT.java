package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import javax.inject.Inject;
import org.awaitility.Awaitility;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** A client feeds a spool and serves an outbox, over exactly the bundles that ship. */
@RunWith(PaxExam.class)
public class FeedingIT {
    private static final String PHONE = "4915100000001@s.whatsapp.net";
    private static final String LID = "98765@lid";
    private static final int RECENT = 3;
    private static final int ON_DEMAND = 6;

    /** What a connected client waits at most for what was dropped, with some room. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Inject private BundleContext context;

    private Path folder;
    private int port;
    private HistoryClient client;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Before
    public void addTheSource() throws Exception {
        folder = Files.createTempDirectory(Path.of(context.getProperty("backscroll.data")), "fed");
        Files.createDirectories(folder.resolve("outbox"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String name = folder.getFileName().toString();
        History history = new History(context);
        history.service(ConfigurationAdmin.class, null)
                .getFactoryConfiguration("org.backscroll.source.whatsapp", name, "?")
                .update(
                        new Hashtable<>(
                                Map.of(
                                        "backscroll.source",
                                        name,
                                        HistoryClient.ACCOUNT,
                                        name,
                                        "spool.dir",
                                        folder.resolve("spool").toString(),
                                        "outbox.dir",
                                        folder.resolve("outbox").toString(),
                                        "answer.wait.seconds",
                                        2,
                                        "http.port",
                                        port)));
        client = history.client(name);
    }

    @Test
    public void aConnectedClientGetsWhatIsDroppedOrPostedWithinASecondOrSo() throws Exception {
        client.connect().result().getValue();

        drop(chunk(RECENT, PHONE, -1, "", 1_700_000_001));
        await(SOON, () -> texts().equals(List.of("text 1700000001")));

        HttpRequest post =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/history"))
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        chunk(RECENT, PHONE, -1, "", 1_700_000_002)))
                        .build();
        assertThat(
                        HttpClient.newHttpClient()
                                .send(post, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(201);
        await(SOON, () -> texts().equals(List.of("text 1700000002", "text 1700000001")));
        await(SOON, () -> files("spool").isEmpty());

        client.disconnect();
        drop(chunk(RECENT, PHONE, -1, "", 1_700_000_003));
        SyncRequest recent = SyncRequest.of(HistorySyncType.RECENT);
        assertThat(client.syncMessages(recent).counts().newMessages()).isEqualTo(1);
        await(SOON, () -> files("spool").isEmpty());
        assertThat(client.syncMessages(recent).counts().messages()).isZero();
        assertThat(texts()).hasSize(3);
    }

    @Test
    public void whatIsAskedOnDemandIsAnsweredByWhoFeeds() throws Exception {
        drop(chunk(RECENT, PHONE, -1, "", 1_700_000_100));
        client.syncMessages(SyncRequest.of(HistorySyncType.RECENT));

        assertThat(ask(10, () -> {}).status()).isEqualTo(SyncStatus.NO_ANSWER);

        // two answers of one message each, as long as the phone says that it has more
        SyncResult two = ask(2, () -> answer(2));
        assertThat(two.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(two.counts().newMessages()).isEqualTo(2);
        assertThat(ask(10, () -> answer(3)).status()).isEqualTo(SyncStatus.NO_ACCESS);
        assertThat(ask(10, () -> answer(1)).status()).isEqualTo(SyncStatus.EXHAUSTED);

        // it came under the other address, which the answer tells of
        assertThat(texts())
                .containsExactly(
                        "text 1700000100",
                        "text 1700000099",
                        "text 1700000098",
                        "text 1700000097",
                        "text 1700000096");
        assertThat(files("spool")).isEmpty();
        assertThat(files("outbox")).isEmpty();
    }

    /** What a feeding client does now and then. */
    private interface Chore {
        void run() throws Exception;
    }

    private SyncResult ask(long count, Chore chore) throws Exception {
        var job =
                client.startSync(
                        SyncRequest.builder()
                                .type(HistorySyncType.ON_DEMAND)
                                .chat(Jid.of(PHONE))
                                .count(count)
                                .build());
        await(
                Duration.ofMinutes(1),
                () -> {
                    chore.run();
                    return job.result().isDone();
                });
        return job.result().getValue();
    }

    /** Answers what lies in the outbox with one message, under the LID. */
    private void answer(int transfer) throws Exception {
        for (String name : files("outbox")) {
            Path question = folder.resolve("outbox").resolve(name);
            if (!name.endsWith(".json") || !Files.exists(question)) {
                continue;
            }
            Matcher anchor =
                    Pattern.compile("\"oldest_msg_timestamp_ms\":([0-9]+)")
                            .matcher(Files.readString(question));
            assertThat(anchor.find()).isTrue();
            Files.move(question, question.resolveSibling(name.replace(".json", ".sent")));
            long second = Long.parseLong(anchor.group(1)) / 1000 - 1;
            drop(chunk(ON_DEMAND, LID, transfer, PHONE, second));
        }
    }

    private List<String> texts() throws HistoryException {
        return client.getMessages(MessageQuery.newest(Jid.of(PHONE), 50)).items().stream()
                .map(Message::text)
                .map(text -> text.orElse(""))
                .toList();
    }

    private List<String> files(String where) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(where))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void drop(byte[] bytes) throws IOException {
        Path part = Files.createTempFile(folder, "chunk", ".tmp");
        Files.write(part, bytes);
        Path spool = Files.createDirectories(folder.resolve("spool"));
        Files.move(
                part, spool.resolve(part.getFileName() + ".bin"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(Duration most, Callable<Boolean> condition) {
        Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    /** A chunk of a chat with one message, as a phone writes it. */
    private static byte[] chunk(int type, String chat, int transfer, String phone, long second)
            throws IOException {
        byte[] key = join(bytes(1, chat), number(2, 0), bytes(3, "M" + second));
        byte[] text = bytes(1, "text " + second);
        byte[] info = join(bytes(1, key), bytes(2, text), number(3, second));
        byte[] conversation = join(bytes(1, chat), bytes(2, bytes(1, info)));
        if (transfer >= 0) {
            conversation = join(conversation, number(11, transfer));
        }
        if (!phone.isEmpty()) {
            conversation = join(conversation, bytes(39, phone));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
            zlib.write(join(number(1, type), bytes(2, conversation)));
        }
        return out.toByteArray();
    }

    private static byte[] number(int field, long value) {
        return join(varint((long) field << 3), varint(value));
    }

    private static byte[] bytes(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return join(varint((long) field << 3 | 2), varint(value.length), value);
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        for (; left > 127; left >>>= 7) {
            out.write((int) (left & 127 | 128));
        }
        out.write((int) left);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
