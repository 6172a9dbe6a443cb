package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.text;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Retention.RetentionRule;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.formats.NdjsonExport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exported chat tells to the minute is one with what was synced. */
class TwinsTest {
    private static final Jid GROUP = group("g");
    private static final Author ANN = Author.of(jid("4915"));
    private static final Author BOB = Author.of(jid("4916"));

    /** Bob, as an export has him who knows no number. */
    private static final Author BOB_BY_NAME = Author.of(Jid.of("bob-1@whatsapp-export"));

    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(on.store.check()).allMatch(Finding::ok);
        assertThat(on.conversations())
                .allSatisfy(
                        chat -> {
                            List<Message> listed = on.messages(chat.jid());
                            assertThat(chat.messageCount()).isEqualTo(listed.size());
                            assertThat(chat.lastMessage())
                                    .isEqualTo(listed.stream().reduce((a, b) -> b));
                        });
        on.close();
    }

    private static Message.Builder coarse(Author author, String id, long minute) {
        return message(GROUP, author, id, 60 * minute).precision(Duration.ofMinutes(1));
    }

    private static Entry told(Message.Builder message) {
        return new Entry.MessageEntry(message.build());
    }

    private static Entry exported(Author author, String id, long minute, String text) {
        return told(coarse(author, id, minute).text(text));
    }

    private static Entry synced(Author author, String id, long seconds, String text) {
        return text(GROUP, author, id, seconds, text);
    }

    private List<String> listed() throws Exception {
        return on.messages(GROUP).stream().map(Message::id).toList();
    }

    /** What a message that is in no list is a duplicate of, and whether that is certain. */
    private Optional<String> twin(String id, boolean certain) throws Exception {
        List<Message> all =
                on.store
                        .messages(ACCOUNT, MessageQuery.oldest(GROUP, 1000).withDuplicates())
                        .items();
        Message one = all.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
        if (one.duplicateOf().isPresent()) {
            assertThat(listed()).doesNotContain(id);
            // Its id leads to the other message only if it can be no other.
            assertThat(on.message(GROUP, certain ? one.duplicateOf().get() : id))
                    .isEqualTo(on.store.find(ACCOUNT, GROUP, id).get(0));
            assertThat(view(id)).isEqualTo(certain ? 0 : 1);
        } else {
            assertThat(listed()).contains(id);
            assertThat(view(id)).isEqualTo(1);
        }
        return one.duplicateOf();
    }

    private long view(String id) throws Exception {
        try (Session session = on.database.openReader()) {
            return session.number("SELECT count(*) FROM messages WHERE id = ?", 0, id);
        }
    }

    private void certain(String id, String other) throws Exception {
        assertThat(twin(id, true)).contains(other);
    }

    private void probable(String id, String other) throws Exception {
        assertThat(twin(id, false)).contains(other);
    }

    private void itself(String id) throws Exception {
        assertThat(twin(id, false)).isEmpty();
    }

    private static List<Entry> sync() {
        return List.of(
                synced(ANN, "s1", 5, "Who brings the record player?"),
                synced(BOB, "s2", 20, "ok"),
                synced(BOB, "s3", 40, "ok"),
                new Entry.Receipt(key(GROUP, Author.ME, "s4"), MessageStatus.READ),
                synced(Author.ME, "s4", 61, "The sleeve "));
    }

    private static List<Entry> export() {
        return List.of(
                exported(ANN, "x0", -1, "Only in the export"),
                exported(ANN, "x1", 0, "Who  brings the record\u200e player?"),
                exported(BOB, "x2", 0, "ok"),
                exported(BOB, "x3", 0, "ok"),
                exported(Author.ME, "x4", 1, "The sleeve"));
    }

    @Test
    void aSyncedChatAndItsExportAreOneChatWhicheverComesFirst(@TempDir Path other)
            throws Exception {
        on.apply(sync());
        on.apply(export());

        assertThat(listed()).containsExactly("x0", "s1", "s2", "s3", "s4");
        certain("x1", "s1");
        certain("x2", "s2");
        certain("x3", "s3");
        certain("x4", "s4");
        itself("x0");
        for (String words : List.of("record player", "ecord", "sleeve")) {
            assertThat(on.store.search(ACCOUNT, SearchQuery.of(words, 9)).hits()).hasSize(1);
        }
        try (Fixture turned = Fixture.open(other)) {
            turned.apply(export());
            assertThat(turned.messages(GROUP)).hasSize(5).allMatch(m -> !m.precision().isZero());
            turned.apply(sync());
            assertThat(stored(turned)).isEqualTo(stored(on)).contains("\"duplicate_of\":\"s4\"");
        }
    }

    private static String stored(Fixture of) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(of.store, ACCOUNT, out);
        return out.toString(UTF_8) + Fixture.dump(of.store, ACCOUNT);
    }

    @Test
    void pagesAndPlacesPassOverWhatIsToldTwice() throws Exception {
        on.apply(sync());
        on.apply(export());

        MessageQuery two = MessageQuery.newest(GROUP, 2);
        var page = on.store.messages(ACCOUNT, two);
        assertThat(page.items()).extracting(Message::id).containsExactly("s4", "s3");
        page = on.store.messages(ACCOUNT, two.from(page.next().orElseThrow()));
        assertThat(page.items()).extracting(Message::id).containsExactly("s2", "s1");
        assertThat(on.store.messages(ACCOUNT, MessageQuery.oldest(GROUP, 3).around("x3")).items())
                .extracting(Message::id)
                .containsExactly("s2", "s3", "s4");
    }

    @Test
    void whatComesLaterMayShowThatItIsAnother() throws Exception {
        on.apply(synced(BOB, "s1", 10, "ok"), exported(BOB, "x1", 0, "ok"));
        certain("x1", "s1");

        on.apply(synced(BOB, "s0", 8, "ok"));
        probable("x1", "s0");
        on.apply(exported(BOB, "x2", 0, "ok"));
        certain("x1", "s0");
        certain("x2", "s1");
        on.apply(exported(BOB, "x3", 0, "ok"));
        probable("x1", "s0");
        probable("x2", "s1");
        itself("x3");
    }

    @Test
    void whatDiffersIsNeverTheSame() throws Exception {
        on.apply(
                synced(ANN, "s1", 59, "Yes"),
                exported(ANN, "x1", 1, "Yes"),
                exported(BOB, "x2", 0, "Yes"),
                exported(ANN, "x3", 0, "yes"),
                exported(Author.ME, "x4", 0, "Yes"));
        for (String id : List.of("x1", "x2", "x3", "x4")) {
            itself(id);
        }
        assertThat(listed()).hasSize(5);
    }

    @Test
    void whatNobodyWroteIsOnlyProbablyTheSame() throws Exception {
        on.apply(
                synced(Author.UNKNOWN, "s1", 10, "Ann left"),
                exported(Author.UNKNOWN, "x1", 0, "Ann left"));
        probable("x1", "s1");
    }

    @Test
    void aMentionIsToldByNumberAndByName() throws Exception {
        on.apply(
                synced(ANN, "s1", 10, "Thanks @4915123456789!"),
                exported(ANN, "x1", 0, "Thanks @\u2068Ben\u2069!"));
        probable("x1", "s1");
    }

    @Test
    void somebodyOfTheSameNameIsProbablyTheSame() throws Exception {
        on.apply(
                synced(BOB, "s1", 10, "Yes"),
                told(coarse(BOB_BY_NAME, "x1", 0).text("Yes").senderName("Bob")));
        itself("x1");

        on.apply(new Entry.Name(jid("4916"), "bob", asOf(1)));
        probable("x1", "s1");
        on.apply(new Entry.Name(jid("4916"), "Robert", asOf(2)));
        itself("x1");
        on.apply(new Entry.Link(jid("4916"), BOB_BY_NAME.jid().orElseThrow()));
        certain("x1", "s1");
    }

    @Test
    void theOwnerMayBeNamedInTheirOwnExport() throws Exception {
        on.apply(
                synced(Author.ME, "s1", 10, "Yes"),
                told(coarse(BOB_BY_NAME, "x1", 0).text("Yes").senderName("Bob")),
                new Entry.OwnName("Bob", asOf(1)));
        probable("x1", "s1");
        on.apply(new Entry.OwnName("Bobby", asOf(2)));
        itself("x1");
    }

    @Test
    void twoOfOneNameLeaveADoubt() throws Exception {
        on.apply(
                new Entry.Name(jid("4915"), "Bob", asOf(1)),
                new Entry.Name(jid("4916"), "Bob", asOf(1)),
                synced(BOB, "s1", 10, "Yes"),
                exported(BOB, "x1", 0, "Yes"));
        certain("x1", "s1");
        on.apply(synced(ANN, "s2", 20, "Yes"));
        probable("x1", "s1");
    }

    @Test
    void aLinkMakesOneOfWhatWasToldUnderTwoAddresses() throws Exception {
        Jid phone = jid("4915");
        Author byLid = Author.of(lid("a"));
        on.apply(
                text(lid("a"), byLid, "s1", 10, "Hello there"),
                told(
                        message(phone, ANN, "x1", 0)
                                .precision(Duration.ofMinutes(1))
                                .text("Hello there")));
        assertThat(on.conversations()).hasSize(2);

        on.apply(new Entry.Link(phone, lid("a")));
        assertThat(on.conversations()).hasSize(1);
        assertThat(on.messages(phone)).extracting(Message::id).containsExactly("s1");
        assertThat(on.message(phone, "x1").id()).isEqualTo("s1");
    }

    @Test
    void aFileThatTheExportLeavesOutIsProbablyTheOneThatWasSent() throws Exception {
        Media file = Media.builder().mimeType("image/jpeg").build();
        Media omitted = Media.builder().attribute("omitted", "true").build();
        on.apply(
                told(message(GROUP, ANN, "s1", 10).type(MessageType.IMAGE).media(file)),
                told(message(GROUP, ANN, "s2", 11).type(MessageType.VIDEO).media(file).text("us")),
                told(coarse(ANN, "x1", 0).type(MessageType.UNKNOWN).media(omitted)),
                told(coarse(ANN, "x2", 0).type(MessageType.VIDEO).media(omitted).text("us")),
                told(coarse(ANN, "x3", 0).type(MessageType.UNKNOWN).media(omitted)),
                told(coarse(BOB, "x4", 0).type(MessageType.IMAGE).media(omitted)));
        probable("x1", "s1");
        probable("x2", "s2");
        itself("x3");
        itself("x4");
    }

    @Test
    void aTextDeletedElsewhereStaysAsItWasExported() throws Exception {
        on.apply(synced(ANN, "s1", 10, "Forget this"), exported(ANN, "x1", 0, "Forget this"));
        certain("x1", "s1");
        on.apply(new Entry.Revocation(key(GROUP, ANN, "s1"), ANN, false, at(20)));
        itself("x1");
        assertThat(on.message(GROUP, "x1").text()).contains("Forget this");
    }

    @Test
    void wordOfADeletionIsProbablyOfWhatIsLeft() throws Exception {
        on.apply(
                synced(ANN, "s1", 10, "Forget this"),
                synced(ANN, "s2", 11, "Not this"),
                exported(ANN, "x2", 0, "Not this"),
                told(coarse(ANN, "x1", 0).type(MessageType.UNKNOWN).deleted(true)));
        certain("x2", "s2");
        probable("x1", "s1");
        on.apply(synced(ANN, "s3", 12, "Nor this"));
        itself("x1");
        on.apply(new Entry.Revocation(key(GROUP, ANN, "s3"), ANN, false, at(20)));
        probable("x1", "s3");
    }

    @Test
    void whatWasEditedAfterTheExportIsProbablyTheSameAndWhatTheExportHasNewerIsShown()
            throws Exception {
        on.apply(synced(ANN, "s1", 10, "At eight"), exported(ANN, "x1", 0, "At eight"));
        on.apply(new Entry.Edit(key(GROUP, ANN, "s1"), "At nine", Optional.empty(), at(500)));
        probable("x1", "s1");
        on.apply(exported(ANN, "x2", 0, "At nine"));
        certain("x2", "s1");
        itself("x1");

        on.apply(
                synced(BOB, "s5", 10, "as sent"),
                told(coarse(BOB, "x5", 0).text("as edited").editedAt(at(0))));
        itself("x5");
    }

    @Test
    void ofSeveralExportsTheMostExactIsShown() throws Exception {
        Message.Builder bySeconds =
                message(GROUP, ANN, "y1", 10).precision(Duration.ofSeconds(1)).text("Hello");
        on.apply(exported(ANN, "x1", 0, "Hello"));
        on.apply(told(bySeconds));
        certain("x1", "y1");
        on.apply(synced(ANN, "s1", 10, "Hello"));
        certain("x1", "s1");
        certain("y1", "s1");
        assertThat(listed()).containsExactly("s1");
    }

    @Test
    void whatChangesWithinOneGrainChangesWhatIsWithinAnother() throws Exception {
        on.apply(
                told(message(GROUP, ANN, "y1", 40).precision(Duration.ofSeconds(40)).text("Hello")),
                exported(ANN, "x1", 0, "Hello"));
        certain("x1", "y1");
        on.apply(synced(ANN, "s1", 70, "Hello"));
        certain("y1", "s1");
        itself("x1");
    }

    @Test
    void whatIsDoneToOneThatIsInNoListIsKept() throws Exception {
        on.apply(synced(ANN, "s1", 10, "Hello"), exported(ANN, "x1", 0, "Hello"));
        on.apply(
                new Entry.Reacted(key(GROUP, ANN, "x1"), BOB, "👍", at(30)),
                new Entry.Edit(key(GROUP, ANN, "x1"), "Hello again", Optional.empty(), at(40)));
        itself("x1");
        assertThat(on.message(GROUP, "x1").text()).contains("Hello again");
        assertThat(on.message(GROUP, "x1").reactions()).hasSize(1);
    }

    @Test
    void whatItWasTakenForMayBePurged() throws Exception {
        on.apply(
                synced(ANN, "s1", 10, "Hello"),
                told(message(GROUP, ANN, "x1", 30).precision(Duration.ofMinutes(1)).text("Hello")));
        certain("x1", "s1");
        on.store.retention().prune(ACCOUNT, Optional.empty(), new RetentionRule.OlderThan(at(20)));
        itself("x1");
        assertThat(listed()).containsExactly("x1");
    }

    @Test
    void theNewestAreCountedWithoutWhatIsToldTwice() throws Exception {
        on.apply(sync());
        on.apply(export());
        on.store.retention().prune(ACCOUNT, Optional.empty(), new RetentionRule.Newest(3));
        assertThat(listed()).containsExactly("s2", "s3", "s4");
    }

    @Test
    void anAccountIsForgottenWithAllMarks() throws Exception {
        on.apply(sync());
        on.apply(export());
        on.store.release(on.lease);
        on.store.retention().forget(ACCOUNT);
        try (Session session = on.database.openReader()) {
            assertThat(session.number("SELECT count(*) FROM coarse", -1)).isZero();
            assertThat(session.number("SELECT count(*) FROM message", -1)).isZero();
        }
    }

    @Test
    void whatIsLessExactThanAnHourOrHasNoTimeStaysByItself() throws Exception {
        on.apply(
                synced(ANN, "s1", 10, "Hello"),
                told(message(GROUP, ANN, "x1", 0).precision(Duration.ofDays(1)).text("Hello")),
                told(Message.builder(key(GROUP, ANN, "s2"), java.time.Instant.EPOCH).text("Hello")),
                told(
                        Message.builder(key(GROUP, ANN, "x2"), java.time.Instant.EPOCH)
                                .precision(Duration.ofMinutes(1))
                                .text("Hello")));
        itself("x1");
        itself("x2");
        assertThat(listed()).hasSize(4);
    }
}
