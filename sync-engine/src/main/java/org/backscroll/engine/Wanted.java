package org.backscroll.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps to what was asked for: a sync of names stores no message, though its source may be
 * careless.
 */
final class Wanted {
    private static final Logger LOG = LoggerFactory.getLogger(Wanted.class);

    private Wanted() {}

    static List<Entry> of(List<Entry> entries, HistoryQuery query, AccountId account) {
        Set<Kind> kinds = query.kinds();
        boolean messages = kinds.contains(Kind.MESSAGES) || kinds.contains(Kind.STATUSES);
        return entries.stream()
                .filter(entry -> messages || !(entry instanceof Entry.MessageEntry))
                .filter(entry -> ours(entry, account))
                .toList();
    }

    /** Without what belongs to another account. */
    static List<Entry> ofAccount(List<Entry> entries, AccountId account) {
        return entries.stream().filter(entry -> ours(entry, account)).toList();
    }

    static long messages(List<Entry> entries) {
        return entries.stream().filter(Entry.MessageEntry.class::isInstance).count();
    }

    private static boolean ours(Entry entry, AccountId account) {
        boolean ours = key(entry).map(key -> key.account().equals(account)).orElse(true);
        if (!ours) {
            LOG.warn(
                    "A source for account {} delivered something of another one; it was dropped",
                    account);
        }
        return ours;
    }

    /** The message an entry is about, for those that are about one. */
    private static Optional<MessageKey> key(Entry entry) {
        if (entry instanceof Entry.MessageEntry message) {
            return Optional.of(message.message().key());
        }
        if (entry instanceof Entry.Edit edit) {
            return Optional.of(edit.target());
        }
        if (entry instanceof Entry.Revocation revocation) {
            return Optional.of(revocation.target());
        }
        if (entry instanceof Entry.Reacted reacted) {
            return Optional.of(reacted.target());
        }
        return entry instanceof Entry.Receipt receipt
                ? Optional.of(receipt.target())
                : Optional.empty();
    }
}
