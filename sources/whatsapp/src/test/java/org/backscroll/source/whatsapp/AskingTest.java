package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Pending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the phone, and its answers. */
class AskingTest {
    private static final String ANNA = "4915100000001@s.whatsapp.net";
    private static final String ANNA_LID = "98765@lid";
    private static final String BERT = "4915100000002@s.whatsapp.net";
    private static final int TRANSFER = 11;
    private static final int ON_DEMAND = 6;

    @TempDir Path folder;

    private Spooling spool;
    private Path outbox;

    @BeforeEach
    void make() throws Exception {
        outbox = folder.resolve("outbox");
        spool = new Spooling(folder).with("outbox_dir", outbox.toString());
    }

    /** What the strategy asks: messages alone, of one chat, before one of them. */
    private static HistoryQuery before(String chat, String id, long second) {
        MessageKey key =
                new MessageKey(
                        AccountId.of("phone"),
                        Jid.of(chat),
                        MessageKey.Author.of(Jid.of(chat)),
                        id);
        Anchor anchor = new Anchor(key, Instant.ofEpochSecond(second));
        return HistoryQuery.builder(Spooling.all(Lanes.ANSWERS).lane())
                .kinds(EnumSet.of(Kind.MESSAGES))
                .chat(Optional.of(Jid.of(chat)))
                .direction(Direction.BACKWARD)
                .to(new Bound.Message(anchor))
                .build();
    }

    private static final HistoryQuery QUESTION = before(ANNA, "M100", 1_700_000_100);

    private void answer(String name, String chat, int transfer, long... seconds) throws Exception {
        Wire wire = Spooling.chat(chat, "M", seconds);
        spool.feed(
                name,
                Spooling.chunk(ON_DEMAND, transfer < 0 ? wire : wire.num(TRANSFER, transfer)));
    }

    private List<Path> questions() throws IOException {
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.sorted().toList();
        }
    }

    private JsonNode question() throws IOException {
        assertThat(questions()).hasSize(1);
        return new ObjectMapper().readTree(questions().get(0).toFile());
    }

    private static HistoryChunk chunk(HistoryReader reader, int most) throws Exception {
        Fetched fetched = reader.next(most);
        assertThat(fetched).isInstanceOf(HistoryChunk.class);
        HistoryChunk chunk = (HistoryChunk) fetched;
        reader.committed(chunk.next());
        return chunk;
    }

    private static void assertPending(HistoryReader reader) throws Exception {
        Fetched fetched = reader.next(50);
        assertThat(fetched).isInstanceOf(Pending.class);
        assertThat(((Pending) fetched).retryIn()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void theQuestionSaysAllThatAPhoneWantsToKnow() throws Exception {
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            JsonNode question = question();
            assertThat(question.get("chat_jid").asText()).isEqualTo(ANNA);
            assertThat(question.get("oldest_msg_id").asText()).isEqualTo("M100");
            assertThat(question.get("oldest_msg_from_me").asBoolean(true)).isFalse();
            assertThat(question.get("oldest_msg_timestamp_ms").asLong())
                    .isEqualTo(1_700_000_100_000L);
            assertThat(question.get("count").asInt()).isEqualTo(50);
            assertThat(question.get("account").asText()).isEqualTo("phone");
            assertThat(
                            question.get("answer_until_ms").asLong()
                                    - question.get("asked_at_ms").asLong())
                    .isEqualTo(60_000);
            assertThat(questions().get(0).getFileName().toString())
                    .isEqualTo(question.get("id").asText() + ".json");
        }
        assertThat(questions()).isEmpty(); // nobody waits any more
    }

    @Test
    void theAnswerIsReadAndGoesAndTheQuestionIsTakenBack() throws Exception {
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            answer("other.bin", BERT, 1, 1_700_000_090);
            assertPending(reader);
            assertThat(questions()).hasSize(1);
            answer("answer.bin", ANNA, 1, 1_700_000_099, 1_700_000_098);

            HistoryChunk chunk = chunk(reader, 50);
            assertThat(chunk.messages()).isEqualTo(2);
            assertThat(chunk.end()).isEqualTo(End.BEGINNING);
            assertThat(questions()).isEmpty();
            assertThat(spool.names()).containsExactly("other.bin");
        }
    }

    @Test
    void endsAreToldApart() throws Exception {
        assertThat(endOf(1, 1_700_000_099)).isEqualTo(End.BEGINNING);
        assertThat(endOf(1)).isEqualTo(End.BEGINNING);
        assertThat(endOf(3, 1_700_000_099)).isEqualTo(End.NO_ACCESS);
        assertThat(endOf(3)).isEqualTo(End.NO_ACCESS);
        assertThat(endOf(0)).isEqualTo(End.IDLE);
        assertThat(endOf(-1, 1_700_000_099)).isEqualTo(End.IDLE);
    }

    private End endOf(int transfer, long... seconds) throws Exception {
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            answer("answer.bin", ANNA, transfer, seconds);
            HistoryChunk chunk = chunk(reader, 50);
            assertThat(chunk.messages()).isEqualTo(seconds.length);
            assertThat(spool.names()).isEmpty();
            return chunk.end();
        }
    }

    @Test
    void whereThePhoneHasMoreItIsAskedForWhatIsOlderStill() throws Exception {
        Cursor cursor;
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            answer("1.bin", ANNA, 2, 1_700_000_099, 1_700_000_098);
            HistoryChunk first = chunk(reader, 50);
            assertThat(first.end()).isEqualTo(End.MORE);
            cursor = first.next();
            assertPending(reader);
            assertThat(question().get("oldest_msg_id").asText()).isEqualTo("M1700000098");
        }
        try (HistoryReader resumed = spool.source().open(QUESTION, Optional.of(cursor))) {
            assertPending(resumed);
            assertThat(question().get("oldest_msg_id").asText()).isEqualTo("M1700000098");
            answer("2.bin", ANNA, 1, 1_700_000_097);
            HistoryChunk second = chunk(resumed, 50);
            assertThat(second.messages()).isEqualTo(1);
            assertThat(second.end()).isEqualTo(End.BEGINNING);
        }
    }

    @Test
    void whatIsLeftOfAnAnswerIsReadBeforeThePhoneIsAskedAgain() throws Exception {
        WhatsAppSource source = spool.source();
        answer("late.bin", ANNA, 2, 1_700_000_099, 1_700_000_098, 1_700_000_097);
        try (HistoryReader reader = source.open(QUESTION, Optional.empty())) {
            assertThat(chunk(reader, 1).messages()).isEqualTo(1);
        }
        HistoryQuery next = before(ANNA, "M1700000099", 1_700_000_099);
        try (HistoryReader reader = source.open(next, Optional.empty())) {
            assertThat(chunk(reader, 50).messages()).isEqualTo(2);
        }
        HistoryQuery last = before(ANNA, "M1700000097", 1_700_000_097);
        try (HistoryReader reader = source.open(last, Optional.empty())) {
            assertPending(reader);
        }
    }

    @Test
    void anAnswerMayComeUnderTheOtherAddressAndTellOfIt() throws Exception {
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            Wire chat = Spooling.chat(ANNA_LID, "M", 1_700_000_099).str(39, ANNA);
            spool.feed("a.bin", Spooling.chunk(ON_DEMAND, chat.num(TRANSFER, 1)));
            HistoryChunk chunk = chunk(reader, 50);
            assertThat(chunk.messages()).isEqualTo(1);
            assertThat(chunk.entries()).anyMatch(Entry.Link.class::isInstance);
            assertThat(chunk.end()).isEqualTo(End.BEGINNING);
        }
    }

    @Test
    void anAnswerUnderAnAddressThatNothingIsKnownOfIsThatToTheOnlyQuestion() throws Exception {
        WhatsAppSource source = spool.source();
        answer("before.bin", "11111@lid", 1, 1_700_000_050);
        Files.setLastModifiedTime(
                spool.dir.resolve("before.bin"),
                FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        try (HistoryReader reader = source.open(QUESTION, Optional.empty())) {
            assertPending(reader);
            answer("other.bin", "22222@lid", 1, 1_700_000_060);
            Wire known = Spooling.chat("33333@lid", "M", 1_700_000_061).str(39, BERT);
            spool.feed("known.bin", Spooling.chunk(ON_DEMAND, known));
            answer("group.bin", "444@g.us", 1, 1_700_000_062);
            HistoryChunk chunk = chunk(reader, 50);
            assertThat(chunk.messages()).isEqualTo(1);
            assertThat(spool.names()).containsExactly("before.bin", "group.bin", "known.bin");
        }
        Files.delete(spool.dir.resolve("known.bin"));
        HistoryQuery other = before(BERT, "M101", 1_700_000_101);
        try (HistoryReader reader = source.open(QUESTION, Optional.empty());
                HistoryReader second = source.open(other, Optional.empty())) {
            assertPending(reader);
            assertPending(second);
            answer("whose.bin", "55555@lid", 1, 1_700_000_060);
            assertPending(reader);
            assertThat(questions()).hasSize(2);
        }
    }

    @Test
    void noAnswerIsWaitedForNoLongerThanConfigured() throws Exception {
        spool.with("answer_wait_seconds", 1);
        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> reader.next(50) instanceof HistoryChunk);
        }
        assertThat(questions()).isEmpty();
    }

    @Test
    void whoCannotAskHasNoAnswerAtOnce() throws Exception {
        Spooling mute = new Spooling(folder);
        try (HistoryReader reader = mute.source().open(QUESTION, Optional.empty())) {
            assertThat(chunk(reader, 50).end()).isEqualTo(End.IDLE);
        }
    }

    /** The process was killed while it waited: the client may have sent the question already. */
    @Test
    void aQuestionThatIsOpenIsNotAskedTwice() throws Exception {
        HistoryReader killed = spool.source().open(QUESTION, Optional.empty());
        assertPending(killed);
        Path json = questions().get(0);
        Path sent = Path.of(json.toString().replace(".json", ".sent"));
        Files.move(json, sent);

        try (HistoryReader reader = spool.source().open(QUESTION, Optional.empty())) {
            assertPending(reader);
            assertThat(questions()).containsExactly(sent);
            Files.setLastModifiedTime(
                    sent, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        }
        killed.close();
        assertThat(questions()).isEmpty();
    }

    @Test
    void whoFollowsLeavesAnswersToWhoAskedAndTakesThoseThatNobodyAwaits() throws Exception {
        WhatsAppSource source = spool.source();
        Spooling.Sink sink = new Spooling.Sink();
        try (Closeable following = source.live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            try (HistoryReader reader = source.open(QUESTION, Optional.empty())) {
                assertPending(reader);
                answer("answer.bin", ANNA, 1, 1_700_000_099);
                answer("stray.bin", BERT, 1, 1_700_000_098);
                spool.feed("z.bin", Spooling.chunk(3, Spooling.chat(BERT, "Z", 1_700_000_200)));
                until(sink, 1);
                assertThat(chunk(reader, 50).messages()).isEqualTo(1);
            }
            until(sink, 2);
        }
        assertThat(spool.names()).isEmpty();
    }

    private static void until(Spooling.Sink sink, int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sink.messages() == messages);
    }
}
