package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.Quarantine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes a small database that has something of everything, and tells what a database has: what is
 * kept of each version of the schema, so that later versions can show that they lose nothing.
 */
class SchemaFixture {
    static final AccountId ONE = AccountId.of("one");
    static final AccountId TWO = AccountId.of("two");
    static final Jid GROUP = group("family");
    static final Jid PHONE = jid("4915");
    static final Jid LID = lid("77");

    /** Linked to nobody yet; a revocation under its name waits for that. */
    static final Jid LATE_LID = lid("88");

    static final Jid LATE_PHONE = jid("4988");
    static final JobKey KEY = new JobKey(ONE, "wa", HistorySyncType.FULL, Optional.empty());
    static final JobKey OTHER_KEY =
            new JobKey(TWO, "xmpp", HistorySyncType.RECENT, Optional.empty());

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final String HEX = "3A94DAD93B0A8A1B3C";

    /** Writes the files of the present version: when it is released, by hand. */
    @Test
    @EnabledIfSystemProperty(named = "backscroll.fixture", matches = "write")
    void write(@TempDir Path folder) throws Exception {
        assumeFalse(
                Files.exists(FIXTURES.resolve("schema-" + Schema.VERSION + ".db")),
                "it is written already; delete it first if its version was never released");
        fill(folder);
        String name = "schema-" + Schema.VERSION;
        Files.createDirectories(FIXTURES);
        try (SqliteStore store =
                SqliteStore.open(new Database(folder, Key.NONE), Clock.systemUTC())) {
            Files.writeString(FIXTURES.resolve(name + ".txt"), describe(store), UTF_8);
        }
        Files.copy(folder.resolve(Database.FILE), FIXTURES.resolve(name + ".db"));
    }

    /** Fills a new store and closes it. */
    static void fill(Path folder) throws Exception {
        Clock clock = Clock.fixed(at(1000), ZoneOffset.UTC);
        try (SqliteStore store = SqliteStore.open(new Database(folder, Key.NONE), clock)) {
            Lease lease = store.acquire(KEY, "fixture", Duration.ofHours(1)).orElseThrow();
            JobState job = job("job-1", KEY, SyncStatus.RUNNING).build();
            List<Entry> entries = new ArrayList<>(messages(ONE));
            entries.addAll(changes(ONE));
            entries.addAll(people());
            job = store.apply(batch(job, lease).entries(entries).build()).job();
            entries.clear();
            entries.add(new Entry.Link(PHONE, LID));
            job =
                    store.apply(
                                    batch(job, lease)
                                            .entries(entries)
                                            .covered(covered())
                                            .rejected(rejected())
                                            .lane(lane("archive", "job-1", End.MORE))
                                            .lane(lane("names", "job-1", End.IDLE))
                                            .build())
                            .job();
            store.apply(
                    batch(
                                    job.toBuilder()
                                            .status(SyncStatus.PARTIAL)
                                            .memo(Optional.of("memo \"1\""))
                                            .build(),
                                    lease)
                            .build());
            Lease other = store.acquire(OTHER_KEY, "fixture", Duration.ofHours(1)).orElseThrow();
            JobState waiting =
                    job("job-2", OTHER_KEY, SyncStatus.WAITING)
                            .reason(Optional.of("the line is cut"))
                            .build();
            store.apply(
                    batch(waiting, other)
                            .entries(messages(TWO))
                            .lane(lane("rooms", "job-2", End.BEGINNING))
                            .build());
            store.release(other);
        }
        try (Session session = new Database(folder, Key.NONE).openWriter()) {
            session.execute("VACUUM");
        }
    }

    private static org.backscroll.api.store.SyncBatch.Builder batch(JobState job, Lease lease) {
        return org.backscroll.api.store.SyncBatch.builder(job, lease);
    }

    private static JobState.Builder job(String id, JobKey key, SyncStatus status) {
        SyncRequest request =
                SyncRequest.builder().type(key.type()).source(key.source()).count(50).build();
        return JobState.builder(id, key, request, at(900)).status(status).updated(at(950));
    }

    private static LaneStep lane(String lane, String job, End end) {
        return new LaneStep(
                Optional.empty(),
                new LaneState(
                        lane, "all", Optional.of(new Cursor("at 5")), end, job, 5, 1, at(990)));
    }

    private static Entry.MessageEntry entry(Message.Builder message) {
        return new Entry.MessageEntry(message.build());
    }

    private static Message.Builder message(
            AccountId account, Jid chat, Author author, String id, long seconds) {
        return Message.builder(new MessageKey(account, chat, author, id), at(seconds));
    }

    private static List<Entry> messages(AccountId account) {
        List<Entry> entries = new ArrayList<>();
        Author ann = Author.of(PHONE);
        Author bob = Author.of(jid("4916"));
        for (int i = 0; i < 120; i++) {
            Author author = List.of(ann, bob, Author.ME, Author.of(LID)).get(i % 4);
            entries.add(
                    entry(
                            message(account, GROUP, author, HEX + String.format("%04X", i), i / 2)
                                    .senderName(author.fromMe() ? "Me" : "Spoken " + i % 4)
                                    .text("line " + i + ", café, 漢字 and ünïcode")
                                    .order(i)
                                    .status(MessageStatus.values()[i % 6])
                                    .starred(i % 10 == 0)));
        }
        for (String type :
                List.of("text", "image", "video", "audio", "document", "sticker", "own_type")) {
            entries.add(
                    entry(
                            message(account, PHONE, ann, "of " + type, 500)
                                    .type(MessageType.of(type))
                                    .text("caption of " + type)
                                    .quotedId(HEX + "0001")
                                    .media(
                                            Media.builder()
                                                    .mimeType("a/" + type)
                                                    .fileName(type + " & co.bin")
                                                    .size(1L << 40)
                                                    .duration(Duration.ofMillis(1500))
                                                    .attribute("media_key", "a=b&c+/é")
                                                    .build())));
        }
        // The same message under both addresses, for the link to make one of.
        entries.add(entry(message(account, PHONE, ann, "double", 510).text("said once")));
        entries.add(entry(message(account, LID, Author.of(LID), "double", 510).order(3)));
        entries.add(entry(message(account, LID, Author.ME, "answer", 511).text("")));
        entries.add(
                entry(message(account, LATE_PHONE, Author.of(LATE_PHONE), "late", 1).text("x")));
        entries.add(
                entry(message(account, GROUP, Author.UNKNOWN, "nobody", 30).text(" \u0000\n ")));
        for (long odd : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            entries.add(
                    entry(
                            Message.builder(
                                    new MessageKey(account, PHONE, ann, "odd " + odd),
                                    Instant.ofEpochMilli(odd))));
        }
        return entries;
    }

    private static List<Entry> changes(AccountId account) {
        Author ann = Author.of(PHONE);
        Author bob = Author.of(jid("4916"));
        MessageKey edited = new MessageKey(account, GROUP, ann, HEX + "0004");
        MessageKey deleted = new MessageKey(account, GROUP, bob, HEX + "0005");
        MessageKey ofLate = new MessageKey(account, LATE_PHONE, Author.of(LATE_PHONE), "late");
        MessageKey missing = new MessageKey(account, GROUP, bob, "not yet here");
        MessageKey gone = new MessageKey(account, GROUP, bob, "gone before it came");
        return List.of(
                new Entry.Edit(edited, "edited text", Optional.of(HEX + "0002"), at(800)),
                new Entry.Revocation(deleted, bob, false, at(801)),
                new Entry.Revocation(ofLate, Author.of(LATE_LID), false, at(802)),
                new Entry.Edit(missing, "the edit came first", Optional.empty(), at(803)),
                new Entry.Receipt(missing, MessageStatus.READ),
                new Entry.Revocation(gone, bob, false, at(804)),
                new Entry.Reacted(edited, bob, "👍", at(805)),
                new Entry.Reacted(edited, Author.ME, "❤", at(806)),
                new Entry.Reacted(edited, Author.of(jid("4917")), "", at(807)),
                new Entry.Reacted(missing, ann, "😀", at(808)));
    }

    private static List<Entry> people() {
        return List.of(
                new Entry.Name(PHONE, "Ann", asOf(600)),
                new Entry.Name(LID, "Ann by LID", asOf(601)),
                new Entry.Name(jid("4916"), "Bob", AsOf.UNKNOWN),
                new Entry.Membership(
                        GROUP, PHONE, Participant.Role.OWNER, Optional.empty(), asOf(600)),
                new Entry.Membership(
                        GROUP, jid("4916"), Participant.Role.LEFT, Optional.of(at(602)), asOf(602)),
                snapshot(GROUP, "The family", 7, true),
                snapshot(LID, "", 2, false),
                snapshot(group("empty"), "Nothing said", 0, true));
    }

    private static Entry snapshot(Jid chat, String name, int unread, boolean flags) {
        return Entry.ChatSnapshot.builder(chat, new AsOf(at(700), 3))
                .name(name)
                .unreadCount(unread)
                .archived(flags)
                .markedUnread(!flags)
                .mutedUntil(flags ? Instant.MAX : at(9999))
                .pinned(flags)
                .description("about " + name)
                .created(at(-5))
                .createdBy(LID)
                .readOnly(flags)
                .disappearingTimer(Duration.ofDays(unread))
                .build();
    }

    private static List<Covered> covered() {
        return List.of(
                range("archive", Optional.empty(), 0, 100, true, true),
                range("archive", Optional.empty(), 200, 300, true, false),
                range("archive", Optional.empty(), 250, 400, false, false),
                range("phone", Optional.of(GROUP), 0, 40, true, false),
                range("phone", Optional.of(LID), 0, 300, false, true),
                range("phone", Optional.of(PHONE), 300, 511, false, false));
    }

    static Covered range(
            String lane,
            Optional<Jid> chat,
            long from,
            long to,
            boolean proven,
            boolean beginning) {
        Mark low = new Mark(at(from).toEpochMilli(), "");
        Mark high = new Mark(at(to).toEpochMilli(), "");
        return new Covered(lane, chat, low, high, proven, beginning);
    }

    private static List<Rejected> rejected() {
        return List.of(
                new Rejected("chunk 1", "record 5", "broken", new byte[] {1, 2, 3}),
                new Rejected("chunk 2", "", "not zlib", new byte[0]));
    }

    /** All that a store has, line by line; what later versions add is not told. */
    static String describe(SqliteStore store) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("store " + store.id());
        for (AccountId account : store.accounts()) {
            lines.add("account " + account);
            for (Conversation chat : Fixture.all(store, account)) {
                lines.add(words(chat, store.conversation(account, chat.jid()).orElseThrow()));
                for (Message message : Fixture.all(store, account, chat.jid())) {
                    lines.add("  " + words(message));
                }
                ledger(store, account, Optional.of(chat.jid()), lines);
            }
            for (PersonName name : store.names(account, 100, Optional.empty()).items()) {
                lines.add(
                        String.join(
                                "|",
                                "name",
                                name.jid().value(),
                                name.name(),
                                name.asOf().time().toString(),
                                "" + name.asOf().sequence()));
            }
            ledger(store, account, Optional.empty(), lines);
            for (String words : List.of("cafe line", "\"edited text\"", "caption", "zzz")) {
                List<String> found =
                        store.search(account, SearchQuery.of(words, 500)).hits().stream()
                                .map(hit -> hit.message().id())
                                .sorted()
                                .toList();
                lines.add("found " + words + " " + found);
            }
        }
        for (JobState job : store.jobs()) {
            lines.add(words(job));
        }
        for (JobKey key : store.keys()) {
            for (LaneState lane : store.lanes(key)) {
                lines.add(
                        String.join(
                                "|",
                                "lane",
                                key.account().value(),
                                key.source(),
                                key.type().name(),
                                lane.lane(),
                                lane.range(),
                                lane.cursor().map(Cursor::value).orElse(""),
                                lane.end().name(),
                                lane.job(),
                                "" + lane.messages(),
                                "" + lane.generation(),
                                lane.updated().toString()));
            }
        }
        for (Quarantine.Held held : store.quarantined(100)) {
            lines.add(
                    String.join(
                            "|",
                            "held",
                            held.record().toString(),
                            "" + held.record().raw().length,
                            held.since().toString(),
                            "" + held.times()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void ledger(
            SqliteStore store, AccountId account, Optional<Jid> chat, List<String> lines)
            throws Exception {
        for (Coverage line : store.coverage(account, chat)) {
            Covered range = line.range();
            lines.add(
                    String.join(
                            "|",
                            "covered",
                            line.source(),
                            range.lane(),
                            range.chat().map(Jid::value).orElse(""),
                            range.from().position() + range.from().id(),
                            range.to().position() + range.to().id(),
                            "" + range.proven(),
                            "" + range.beginning()));
        }
    }

    private static String words(Conversation chat, ConversationInfo info) {
        List<String> people = new ArrayList<>();
        for (Participant person : info.participants()) {
            people.add(
                    person.jid()
                            + " "
                            + person.name().orElse("")
                            + " "
                            + person.role()
                            + person.left().map(t -> " " + t).orElse(""));
        }
        return String.join(
                "|",
                "chat",
                chat.jid().value(),
                chat.name().orElse(""),
                "" + chat.unreadCount(),
                "" + chat.archived() + chat.muted() + chat.markedUnread() + chat.pinned(),
                "" + chat.messageCount(),
                chat.lastMessage().map(Message::id).orElse(""),
                info.description().orElse(""),
                info.created().map(Instant::toString).orElse(""),
                info.createdBy().map(Jid::value).orElse(""),
                info.mutedUntil().map(Instant::toString).orElse(""),
                "" + info.aliases(),
                "" + people);
    }

    private static String words(Message m) {
        List<String> reactions = new ArrayList<>();
        for (Reaction reaction : m.reactions()) {
            reactions.add(words(reaction.author()) + reaction.emoji() + reaction.timestamp());
        }
        return String.join(
                "|",
                m.id(),
                words(m.key().author()),
                m.senderName().orElse(""),
                m.timestamp().toString(),
                m.order().isPresent() ? "" + m.order().getAsLong() : "",
                m.type().name(),
                m.text().map(t -> t.replace("\n", "\\n").replace("\u0000", "\\0")).orElse("none"),
                m.quotedId().orElse(""),
                m.editedAt().map(Instant::toString).orElse(""),
                m.deleted() ? "deleted" : "",
                m.starred() ? "starred" : "",
                m.status().map(Enum::name).orElse(""),
                "" + reactions,
                m.media().map(SchemaFixture::words).orElse(""));
    }

    private static String words(Media media) {
        return String.join(
                ",",
                media.mimeType().orElse(""),
                media.fileName().orElse(""),
                "" + media.size().orElse(-1),
                media.duration().map(Duration::toString).orElse(""),
                "" + media.attributes());
    }

    private static String words(Author author) {
        return author.fromMe() ? "me" : author.jid().map(Jid::value).orElse("?");
    }

    private static String words(JobState job) {
        return String.join(
                "|",
                "job",
                job.id(),
                job.key().account().value(),
                job.key().source(),
                job.key().type().name(),
                "" + job.created(),
                "" + job.status(),
                job.reason().orElse(""),
                job.counts().messages()
                        + " "
                        + job.counts().newMessages()
                        + " "
                        + job.counts().chats()
                        + " "
                        + job.counts().names()
                        + " "
                        + job.counts().skipped(),
                job.memo().orElse(""),
                "" + job.updated(),
                "" + job.request().count());
    }
}
