package org.backscroll.engine;

import java.util.List;
import java.util.Set;
import org.backscroll.api.AccountId;
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

    static long messages(List<Entry> entries) {
        return entries.stream().filter(Entry.MessageEntry.class::isInstance).count();
    }

    private static boolean ours(Entry entry, AccountId account) {
        boolean ours =
                !(entry instanceof Entry.MessageEntry message)
                        || message.message().account().equals(account);
        if (!ours) {
            LOG.warn(
                    "A source for account {} delivered a message of another one; it was dropped",
                    account);
        }
        return ours;
    }
}
