package org.backscroll.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** What the tests say again and again: a store with one job at work, and words for entries. */
final class Fixture implements AutoCloseable {
    static final AccountId ACCOUNT = AccountId.of("phone");
    static final Instant T0 = Instant.parse("2020-01-01T00:00:00Z");
    static final JobKey KEY = new JobKey(ACCOUNT, "wa", HistorySyncType.FULL, Optional.empty());

    /** Which the tests run with if this system property is set; then the driver must know how. */
    static final Key SECRET = Key.of(System.getProperty("backscroll.test.key"));

    final Database database;
    final SqliteStore store;
    JobState job;
    final Lease lease;

    private Fixture(Database database, SqliteStore store) throws StoreException {
        this.database = database;
        this.store = store;
        job = job("job", SyncStatus.RUNNING);
        lease = store.acquire(KEY, "test", Duration.ofMinutes(5)).orElseThrow();
    }

    static Fixture open(Path folder) throws StoreException {
        Database database = database(folder);
        return new Fixture(database, SqliteStore.open(database, Clock.systemUTC()));
    }

    static Database database(Path folder) {
        return new Database(folder, SECRET);
    }

    /** A connection to any database, which is made if there is none. */
    static Session connect(Path file) throws SQLException {
        Properties properties = new Properties();
        SECRET.addTo(properties);
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig(properties));
        source.setUrl("jdbc:sqlite:" + file);
        return new Session((SQLiteConnection) source.getConnection());
    }

    /** With an index that follows behind only when it is told to. */
    static Fixture still(Path folder) throws StoreException {
        Database database = database(folder);
        return new Fixture(
                database,
                SqliteStore.openStill(database, QuarantineTable.Bounds.DEFAULT, Clock.systemUTC()));
    }

    static JobState job(String id, SyncStatus status) {
        return JobState.builder(id, KEY, SyncRequest.of(HistorySyncType.FULL), T0)
                .status(status)
                .build();
    }

    SyncBatch.Builder batch() {
        return SyncBatch.builder(job, lease);
    }

    Applied apply(Entry... entries) throws StoreException {
        return apply(List.of(entries));
    }

    Applied apply(List<? extends Entry> entries) throws StoreException {
        return apply(batch().entries(entries).build());
    }

    Applied apply(SyncBatch batch) throws StoreException {
        try {
            Applied applied = store.apply(batch);
            job = applied.job();
            return applied;
        } catch (StaleException e) {
            throw new AssertionError(e);
        }
    }

    List<Message> messages(Jid chat) throws StoreException {
        return store.messages(ACCOUNT, MessageQuery.oldest(chat, 1000)).items();
    }

    Message message(Jid chat, String id) throws StoreException {
        List<Message> found = store.find(ACCOUNT, chat, id);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " messages with id " + id);
        }
        return found.get(0);
    }

    List<Conversation> conversations() throws StoreException {
        return store.conversations(ACCOUNT, ConversationQuery.first(1000)).items();
    }

    @Override
    public void close() {
        store.close();
    }

    static Jid jid(String user) {
        return Jid.of(user + "@s.whatsapp.net");
    }

    static Jid lid(String user) {
        return Jid.of(user + "@lid");
    }

    static Jid group(String user) {
        return Jid.of(user + "@g.us");
    }

    static MessageKey key(Jid chat, Author author, String id) {
        return new MessageKey(ACCOUNT, chat, author, id);
    }

    static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    static AsOf asOf(long seconds) {
        return new AsOf(at(seconds), 0);
    }

    static Message.Builder message(Jid chat, Author author, String id, long seconds) {
        return Message.builder(key(chat, author, id), at(seconds));
    }

    static Entry text(Jid chat, Author author, String id, long seconds, String text) {
        return new Entry.MessageEntry(message(chat, author, id, seconds).text(text).build());
    }

    static Entry.ChatSnapshot snapshot(Jid chat, AsOf asOf, String name, int unread) {
        return Entry.ChatSnapshot.builder(chat, asOf).name(name).unreadCount(unread).build();
    }

    /** Everything that can be read of an account's history, in words. */
    static String dump(HistoryReads reads, AccountId account) throws StoreException {
        StringBuilder out = new StringBuilder();
        for (Conversation chat : all(reads, account)) {
            ConversationInfo info = reads.conversation(account, chat.jid()).orElseThrow();
            out.append(chat.jid())
                    .append(' ')
                    .append(chat.name())
                    .append(chat.unreadCount())
                    .append(chat.archived())
                    .append(chat.muted())
                    .append(chat.markedUnread())
                    .append(chat.pinned())
                    .append(chat.messageCount())
                    .append(chat.lastMessage().map(Fixture::words))
                    .append(info.participants())
                    .append(info.description())
                    .append(info.created())
                    .append(info.createdBy())
                    .append(info.mutedUntil())
                    .append(info.readOnly())
                    .append(info.disappearingTimer())
                    .append(info.aliases())
                    .append(info.coverage())
                    .append('\n');
            for (Message message : all(reads, account, chat.jid())) {
                out.append("  ").append(words(message)).append('\n');
            }
        }
        Optional<String> after = Optional.empty();
        do {
            Page<PersonName> page = reads.names(account, 3, after);
            page.items().forEach(name -> out.append(name).append('\n'));
            after = page.next();
        } while (after.isPresent());
        return out.toString();
    }

    static List<Conversation> all(HistoryReads reads, AccountId account) throws StoreException {
        List<Conversation> all = new ArrayList<>();
        Optional<String> before = Optional.empty();
        do {
            Page<Conversation> page =
                    reads.conversations(account, new ConversationQuery(2, before));
            all.addAll(page.items());
            before = page.next();
        } while (before.isPresent());
        return all;
    }

    static List<Message> all(HistoryReads reads, AccountId account, Jid chat)
            throws StoreException {
        List<Message> all = new ArrayList<>();
        MessageQuery query = MessageQuery.newest(chat, 3);
        Page<Message> page = reads.messages(account, query);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = reads.messages(account, query.from(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    static String words(Message m) {
        return m.key()
                + " "
                + m.senderName()
                + m.timestamp()
                + m.order()
                + m.type()
                + m.text()
                + m.quotedId()
                + m.editedAt()
                + m.deleted()
                + m.starred()
                + m.status()
                + m.reactions()
                + m.media().map(x -> x.mimeType() + " " + x.size() + new TreeMap<>(x.attributes()));
    }
}
