package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.junit.jupiter.api.Test;

/** Real history comes out exactly as it went in. */
class CorpusTest {
    private static final List<String> CONVERSING =
            List.of(Lanes.RECENT, Lanes.OLDER, Lanes.ANSWERS);

    private record Row(
            String chat,
            String id,
            String sender,
            boolean fromMe,
            long seconds,
            long order,
            String text,
            String quoted) {
        static Row of(Message message) {
            return new Row(
                    message.chat().value(),
                    message.id(),
                    message.sender().map(Jid::value).orElse(null),
                    message.fromMe(),
                    message.timestamp().getEpochSecond(),
                    message.order().orElse(-1),
                    message.text().orElse(null),
                    message.quotedId().orElse(null));
        }

        static Row of(JsonNode node) {
            return new Row(
                    node.get("chat").asText(),
                    node.get("id").asText(),
                    text(node, "sender"),
                    node.get("from_me").asBoolean(),
                    node.get("timestamp").asLong(),
                    node.get("order").asLong(),
                    text(node, "text"),
                    text(node, "quoted"));
        }

        private static String text(JsonNode node, String field) {
            return node.get(field).isNull() ? null : node.get(field).asText();
        }
    }

    @Test
    void everyMessageAndConversationIsReadFieldByField() throws Exception {
        int delivered = 0;
        Set<Row> rows = new HashSet<>();
        Map<String, Entry.ChatSnapshot> chats = new HashMap<>();
        for (String lane : CONVERSING) {
            Reading reading = Reading.of(Corpus.chunks(), lane, 1000);
            assertThat(reading.rejected()).isEmpty();
            delivered += reading.messages().size();
            reading.messages().forEach(message -> rows.add(Row.of(message)));
            for (Entry.ChatSnapshot chat : reading.entries(Entry.ChatSnapshot.class)) {
                chats.merge(
                        chat.chat().value(),
                        chat,
                        (a, b) -> a.asOf().compareTo(b.asOf()) > 0 ? a : b);
            }
        }
        assertThat(delivered).isEqualTo(52_153);
        assertThat(rows).hasSize(51_127);
        assertThat(rows.equals(new HashSet<>(Corpus.messages().stream().map(Row::of).toList())))
                .isTrue();

        JsonNode expected = Corpus.conversations();
        assertThat(chats).hasSize(expected.size()).hasSize(976);
        for (JsonNode node : expected) {
            Entry.ChatSnapshot chat = chats.get(node.get("jid").asText());
            assertThat(chat.name().orElse(null)).isEqualTo(Row.text(node, "name"));
            assertThat(chat.unreadCount()).hasValue(node.get("unread").asInt());
            assertThat(chat.archived()).contains(node.get("archived").asBoolean());
        }
    }

    @Test
    void everyNameIsRead() throws Exception {
        Reading reading = Reading.of(Corpus.chunks(), Lanes.NAMES, 1000);
        assertThat(reading.entries(Entry.Name.class)).hasSize(4_695);
        assertThat(reading.messages()).isEmpty();
        assertThat(reading.rejected()).isEmpty();
    }

    @Test
    void pastMembersAndIdentitiesAreReadInTheBackground() throws Exception {
        Reading reading = Reading.of(Corpus.chunks(), Lanes.BACKGROUND, 1000);
        assertThat(reading.entries(Entry.Membership.class)).isNotEmpty();
        assertThat(reading.entries(Entry.Link.class)).hasSize(19);
        assertThat(reading.rejected()).isEmpty();
    }

    @Test
    void aHundredAtATimeMakes522CallsWithAReaderOfItsOwnEach() throws Exception {
        HistorySource source = Reading.source(Corpus.chunks());
        List<Integer> calls = new ArrayList<>();
        int call = 0;
        for (String lane : CONVERSING) {
            HistoryQuery query = HistoryQuery.builder(Reading.lane(lane)).build();
            HistoryChunk chunk = null;
            while (chunk == null || chunk.end() == End.MORE) {
                try (HistoryReader reader =
                        source.open(query, Optional.ofNullable(chunk).map(HistoryChunk::next))) {
                    chunk = (HistoryChunk) reader.next(100 - call);
                }
                call += chunk.messages();
                if (call == 100) {
                    calls.add(call);
                    call = 0;
                }
            }
        }
        calls.add(call);
        assertThat(calls).hasSize(522);
        assertThat(calls.subList(0, 521)).containsOnly(100);
        assertThat(calls.get(521)).isEqualTo(53);
    }

    @Test
    void fiftyMessagesBeforeAnAnchorAreFound() throws Exception {
        JsonNode wanted = Corpus.manifest().get("onDemand");
        Jid chat = Jid.of(wanted.get("chat").asText());
        String id = wanted.get("anchor").asText();
        JsonNode anchor =
                Corpus.messages().stream()
                        .filter(node -> node.get("id").asText().equals(id))
                        .findFirst()
                        .orElseThrow();
        Instant at = Instant.ofEpochSecond(anchor.get("timestamp").asLong());
        MessageKey key = new MessageKey(AccountId.of("phone"), chat, MessageKey.Author.UNKNOWN, id);
        for (Direction direction : Direction.values()) {
            HistoryQuery query =
                    HistoryQuery.builder(Reading.lane(Lanes.ANSWERS))
                            .kinds(Set.of(Kind.MESSAGES))
                            .chat(Optional.of(chat))
                            .direction(direction)
                            .to(new Bound.Message(new Anchor(key, at)))
                            .build();
            Reading reading = Reading.of(Reading.source(Corpus.chunks()), query, 50);
            assertThat(reading.chunks).hasSize(1);
            assertThat(reading.messages()).hasSize(50);
            assertThat(reading.messages()).allMatch(m -> !m.timestamp().isAfter(at));
            assertThat(reading.last().end()).isEqualTo(End.IDLE);
        }
    }
}
