package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.Quarantine;
import org.junit.jupiter.api.Test;

/** The shapes that other programs rely on, letter by letter. */
class ShapesTest {
    private static final Message BARE =
            Samples.message(Samples.ALICE, Author.ME, "M1", 1500).build();
    private static final String BARE_JSON =
            """
            {"account":"phone","chat_jid":"1@s.whatsapp.net","id":"M1","sender_jid":null,\
            "sender_name":null,"from_me":true,"timestamp":1500,"order":null,"type":"text",\
            "text":null,"quoted_id":null,"edited_at":null,"deleted":false,"status":null,\
            "reactions":[],"media":null}""";

    private static final JobKey KEY =
            new JobKey(Samples.PHONE, "wa", HistorySyncType.ON_DEMAND, Optional.of(Samples.GROUP));

    @Test
    void aMessageOfWhichLittleIsKnownLeavesNothingOut() {
        assertThat(Json.toString(json -> MessageJson.message(json, BARE))).isEqualTo(BARE_JSON);
    }

    @Test
    void aMessageWithEverything() {
        Message message =
                Samples.message(Samples.GROUP, Author.of(Samples.ALICE), "M2", 2000)
                        .senderName("Alice")
                        .order(7)
                        .type(MessageType.IMAGE)
                        .text("look")
                        .quotedId("M1")
                        .editedAt(Instant.ofEpochMilli(2500))
                        .status(MessageStatus.READ)
                        .reactions(
                                List.of(
                                        new Reaction(Author.ME, "👍", Instant.ofEpochMilli(2600)),
                                        new Reaction(
                                                Author.of(Samples.ALICE),
                                                "🎉",
                                                Instant.ofEpochMilli(2700))))
                        .media(
                                Media.builder()
                                        .mimeType("image/jpeg")
                                        .size(12)
                                        .duration(Duration.ofSeconds(3))
                                        .attribute("width", "640")
                                        .build())
                        .build();
        assertThat(Json.toString(json -> MessageJson.message(json, message)))
                .isEqualTo(
                        """
                        {"account":"phone","chat_jid":"7@g.us","id":"M2",\
                        "sender_jid":"1@s.whatsapp.net","sender_name":"Alice","from_me":false,\
                        "timestamp":2000,"order":7,"type":"image","text":"look","quoted_id":"M1",\
                        "edited_at":2500,"deleted":false,"status":"READ","reactions":[\
                        {"sender_jid":null,"emoji":"👍","timestamp":2600},\
                        {"sender_jid":"1@s.whatsapp.net","emoji":"🎉","timestamp":2700}],\
                        "media":{"mime_type":"image/jpeg","file_name":null,"size":12,\
                        "duration_ms":3000,"attributes":{"width":"640"}}}""");
    }

    @Test
    void aHitIsAMessageWithItsSnippet() {
        assertThat(Json.toString(json -> MessageJson.hit(json, new SearchHit(BARE, "a [b]"))))
                .isEqualTo(
                        BARE_JSON.substring(0, BARE_JSON.length() - 1) + ",\"snippet\":\"a [b]\"}");
    }

    @Test
    void aConversation() {
        Conversation chat =
                Samples.chat(Samples.ALICE)
                        .name("Alice")
                        .unreadCount(2)
                        .archived(true)
                        .pinned(true)
                        .messageCount(9)
                        .lastMessage(BARE)
                        .build();
        assertThat(Json.toString(json -> ConversationJson.conversation(json, chat)))
                .isEqualTo(
                        """
                        {"account":"phone","jid":"1@s.whatsapp.net","name":"Alice",\
                        "unread_count":2,"is_archived":true,"is_muted":false,\
                        "is_marked_unread":false,"is_pinned":true,"message_count":9,\
                        "last_message":%s}"""
                                .formatted(BARE_JSON));
    }

    @Test
    void aConversationWithWhatElseIsKnown() {
        ConversationInfo info =
                ConversationInfo.builder(Samples.chat(Samples.GROUP).muted(true).build())
                        .description("all of us")
                        .created(Instant.ofEpochMilli(10))
                        .readOnly(true)
                        .disappearingTimer(Duration.ofDays(7))
                        .aliases(List.of(Jid.of("8@g.us")))
                        .participants(
                                List.of(
                                        new Participant(
                                                Samples.ALICE,
                                                Optional.empty(),
                                                Participant.Role.ADMIN,
                                                Optional.empty())))
                        .coverage(
                                new ChatCoverage(
                                        true,
                                        List.of(
                                                new ChatCoverage.Range(
                                                        Instant.ofEpochMilli(1),
                                                        Instant.ofEpochMilli(2),
                                                        false)),
                                        Optional.of(Instant.ofEpochMilli(3))))
                        .build();
        assertThat(Json.toString(json -> ConversationJson.info(json, info)))
                .isEqualTo(
                        """
                        {"account":"phone","jid":"7@g.us","name":null,"unread_count":0,\
                        "is_archived":false,"is_muted":true,"is_marked_unread":false,\
                        "is_pinned":false,"message_count":0,"last_message":null,\
                        "description":"all of us","created":10,"created_by":null,\
                        "muted_until":null,"is_read_only":true,"disappearing_timer_ms":604800000,\
                        "aliases":["8@g.us"],"participants":[\
                        {"jid":"1@s.whatsapp.net","name":null,"role":"ADMIN","left":null}],\
                        "coverage":{"beginning_reached":true,"ranges":[\
                        {"from":1,"to":2,"proven":false}],"kept_from":3}}""");
    }

    @Test
    void aResult() {
        SyncResult result =
                new SyncResult(
                        "j1",
                        SyncStatus.PARTIAL,
                        HistorySyncType.FULL,
                        true,
                        Optional.of("c9"),
                        new SyncCounts(100, 90, 3, 4, 5, 6),
                        Duration.ofMillis(1234),
                        Optional.empty());
        assertThat(Json.toString(json -> SyncJson.result(json, result)))
                .isEqualTo(
                        """
                        {"success":true,"status":"PARTIAL","sync_type":"FULL","has_more":true,\
                        "cursor":"c9","synced_messages":100,"new_messages":90,\
                        "changed_messages":3,"synced_chats":4,"synced_names":5,"skipped":6,\
                        "elapsed_ms":1234,"error":null}""");
    }

    @Test
    void aJobALaneALineOfTheLedgerAndARejectedRecord() {
        Instant then = Instant.ofEpochMilli(40);
        JobState job =
                JobState.builder("j1", KEY, SyncRequest.of(KEY.type()), Instant.ofEpochMilli(30))
                        .status(SyncStatus.INTERRUPTED)
                        .updated(then)
                        .build();
        assertThat(Json.toString(json -> SyncJson.job(json, job)))
                .isEqualTo(
                        """
                        {"id":"j1","account":"phone","source":"wa","sync_type":"ON_DEMAND",\
                        "chat_jid":"7@g.us","status":"INTERRUPTED","reason":null,\
                        "synced_messages":0,"new_messages":0,"changed_messages":0,\
                        "synced_chats":0,"synced_names":0,"skipped":0,"created":30,"updated":40}""");

        LaneState lane =
                new LaneState(
                        "files", "all", Optional.of(new Cursor("3:7")), End.IDLE, "j1", 5, 2, then);
        assertThat(Json.toString(json -> SyncJson.lane(json, lane)))
                .isEqualTo(
                        """
                        {"lane":"files","range":"all","cursor":"3:7","end":"IDLE","job":"j1",\
                        "messages":5,"generation":2,"updated":40}""");

        Coverage coverage =
                new Coverage(
                        "wa",
                        new Covered(
                                "files",
                                Optional.empty(),
                                new Mark(1, ""),
                                new Mark(9, "x"),
                                true,
                                false),
                        Optional.of(Lane.Order.SEQUENCE));
        assertThat(Json.toString(json -> SyncJson.coverage(json, coverage)))
                .isEqualTo(
                        """
                        {"source":"wa","lane":"files","order":"SEQUENCE","chat_jid":null,"from":1,"from_id":"",\
                        "to":9,"to_id":"x","proven":true,"beginning_reached":false}""");

        Quarantine.Held held =
                new Quarantine.Held(
                        4,
                        KEY,
                        new Rejected("a.bin", "message 7", "cut off", new byte[3]),
                        then,
                        2);
        assertThat(Json.toString(json -> SyncJson.held(json, held)))
                .isEqualTo(
                        """
                        {"id":4,"account":"phone","source":"wa","sync_type":"ON_DEMAND",\
                        "chat_jid":"7@g.us","unit":"a.bin","position":"message 7",\
                        "reason":"cut off","bytes":3,"since":40,"times":2}""");
    }
}
