package org.backscroll.api.source;

import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.Jid;

/**
 * What a source says of itself when asked.
 *
 * @param summary what was found, in one line for a person, for instance {@code 14 chunk files, 3.4
 *     MB}
 * @param owner the account's own address, if the source knows it
 * @param live whether {@link HistorySource#live} delivers
 */
public record SourceInfo(String summary, Optional<Jid> owner, boolean live) {
    /** All parts are required. */
    public SourceInfo {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(owner, "owner");
    }
}
