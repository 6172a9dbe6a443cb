package org.backscroll.formats;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.Plausible;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;

/**
 * Tells a chat in the order in which people read it: day by day, message by message, each with what
 * it answers. Holds a page of messages and the names of the chat's people.
 */
final class Transcript {
    private static final String ME = "me";

    private final HistoryReads reads;
    private final AccountId account;
    private final ZoneId zone;
    private final Jid chat;
    private final Map<Jid, String> names = new HashMap<>();
    private Optional<LocalDate> day = Optional.empty();
    private boolean begun;

    Transcript(HistoryReads reads, AccountId account, ZoneId zone, ConversationInfo info) {
        this.reads = reads;
        this.account = account;
        this.zone = zone;
        chat = info.conversation().jid();
        info.participants()
                .forEach(person -> person.name().ifPresent(n -> names.put(person.jid(), n)));
    }

    /** What becomes of a transcript. */
    interface Sink {
        /** A day begins; empty for messages of which nobody knows when they were sent. */
        void day(Optional<LocalDate> day) throws IOException;

        /** A message of that day. */
        void message(Message message, Optional<Quote> quote) throws IOException;
    }

    /**
     * What a message answers.
     *
     * @param message the message; empty if it is not here
     */
    record Quote(Optional<Message> message) {}

    /** Tells it all. Returns how many messages there were. */
    long tell(Sink sink) throws IOException, StoreException {
        return new Chats(reads, account)
                .messages(
                        chat,
                        message -> {
                            Optional<LocalDate> its = dayOf(message);
                            if (!begun || !its.equals(day)) {
                                begun = true;
                                day = its;
                                sink.day(day);
                            }
                            message.sender()
                                    .ifPresent(
                                            jid ->
                                                    message.senderName()
                                                            .ifPresent(n -> names.put(jid, n)));
                            sink.message(message, quote(message));
                        });
    }

    private Optional<LocalDate> dayOf(Message message) {
        return Plausible.is(message.timestamp())
                ? Optional.of(message.timestamp().atZone(zone).toLocalDate())
                : Optional.empty();
    }

    private Optional<Quote> quote(Message message) throws StoreException {
        if (message.quotedId().isEmpty()) {
            return Optional.empty();
        }
        List<Message> found = reads.find(account, chat, message.quotedId().get());
        return Optional.of(new Quote(found.stream().findFirst()));
    }

    private static String word(Jid jid) {
        return jid.user().isEmpty() ? jid.server() : jid.user();
    }

    /** Who wrote a message, by the best name known. */
    String who(Message message) {
        return message.senderName().orElseGet(() -> who(message.key().author()));
    }

    /** Somebody, by the best name known. */
    String who(Author author) {
        if (author.fromMe()) {
            return ME;
        }
        return author.jid()
                .map(jid -> Objects.requireNonNullElseGet(names.get(jid), () -> word(jid)))
                .orElse("somebody");
    }
}
