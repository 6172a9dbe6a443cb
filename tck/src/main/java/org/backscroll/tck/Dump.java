package org.backscroll.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StoreException;

/** Everything that can be asked of an account, page by page. */
final class Dump {
    /** More pages than any test has rows: a list that runs in a circle ends here. */
    private static final int MAX_PAGES = 5000;

    private Dump() {}

    /** A list that is read page by page. */
    interface Paged<T> {
        Page<T> page(Optional<String> after) throws StoreException;
    }

    static <T> List<T> all(Paged<T> list) throws StoreException {
        List<T> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Page<T> page = list.page(after);
            all.addAll(page.items());
            if (page.next().isEmpty()) {
                return all;
            }
            after = page.next();
        }
        throw new AssertionError("a list of a few rows does not end after " + MAX_PAGES + " pages");
    }

    static List<Message> messages(
            HistoryReads reads, AccountId account, Jid chat, boolean newestFirst, int limit)
            throws StoreException {
        MessageQuery query =
                newestFirst ? MessageQuery.newest(chat, limit) : MessageQuery.oldest(chat, limit);
        return all(
                after ->
                        reads.messages(
                                account, after.isPresent() ? query.from(after.get()) : query));
    }

    static List<Conversation> chats(HistoryReads reads, AccountId account, int limit)
            throws StoreException {
        return all(after -> reads.conversations(account, new ConversationQuery(limit, after)));
    }

    static List<PersonName> names(HistoryReads reads, AccountId account, int limit)
            throws StoreException {
        return all(after -> reads.names(account, limit, after));
    }

    static List<Entry.Link> links(HistoryReads reads, AccountId account, int limit)
            throws StoreException {
        return all(after -> reads.links(account, limit, after));
    }

    /** All that is known of an account, in words; the account's own name is left out. */
    static String of(HistoryReads reads, AccountId account) throws StoreException {
        StringBuilder out = new StringBuilder();
        for (Conversation chat : chats(reads, account, 4)) {
            ConversationInfo info =
                    reads.conversation(account, chat.jid())
                            .orElseThrow(() -> new AssertionError("a listed chat is unknown"));
            out.append(words(info)).append('\n');
            for (Message message : messages(reads, account, chat.jid(), false, 50)) {
                out.append("  ").append(words(message)).append('\n');
            }
        }
        names(reads, account, 3).forEach(name -> out.append(name).append('\n'));
        links(reads, account, 2).forEach(link -> out.append(link).append('\n'));
        out.append(reads.ownName(account)).append('\n');
        return out.toString()
                .replace("AccountId[value=" + account + "]", "")
                .replace(account.value(), "ACCOUNT");
    }

    private static String words(ConversationInfo info) {
        Conversation chat = info.conversation();
        return String.join(
                " | ",
                List.of(
                        chat.jid().value(),
                        chat.name().toString(),
                        chat.unreadCount() + " unread",
                        "archived " + chat.archived(),
                        "muted " + chat.muted() + info.mutedUntil(),
                        "marked " + chat.markedUnread(),
                        "pinned " + chat.pinned(),
                        chat.messageCount() + " messages",
                        chat.lastMessage().map(Dump::words).toString(),
                        info.participants().toString(),
                        info.description().toString(),
                        info.created().toString(),
                        info.createdBy().toString(),
                        "read only " + info.readOnly(),
                        "disappearing " + info.disappearingTimer(),
                        info.aliases().toString(),
                        info.coverage().toString()));
    }

    static String words(Message m) {
        return String.join(
                " | ",
                List.of(
                        m.key().toString(),
                        m.senderName().toString(),
                        m.timestamp() + " exact to " + m.precision(),
                        m.order().toString(),
                        m.type().name(),
                        m.text().toString(),
                        "quotes " + m.quotedId(),
                        "edited " + m.editedAt(),
                        "deleted " + m.deleted(),
                        "starred " + m.starred(),
                        m.status().toString(),
                        m.reactions().toString(),
                        m.media()
                                .map(
                                        x ->
                                                x.mimeType()
                                                        + " "
                                                        + x.fileName()
                                                        + x.size()
                                                        + x.duration()
                                                        + x.attributes())
                                .toString()));
    }
}
