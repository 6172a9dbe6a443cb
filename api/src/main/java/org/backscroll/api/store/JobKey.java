package org.backscroll.api.store;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;

/**
 * What cursors belong to, and what one job at a time works on.
 *
 * @param account whose history
 * @param source from which source
 * @param type what for
 * @param chat of which chat only
 */
public record JobKey(AccountId account, String source, HistorySyncType type, Optional<Jid> chat)
        implements Comparable<JobKey> {
    private static final Comparator<JobKey> ORDER =
            Comparator.comparing(JobKey::account)
                    .thenComparing(JobKey::source)
                    .thenComparing(JobKey::type)
                    .thenComparing(key -> key.chat().map(Jid::value).orElse(""));

    /** All parts are required. */
    public JobKey {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(chat, "chat");
    }

    @Override
    public int compareTo(JobKey other) {
        return ORDER.compare(this, other);
    }
}
