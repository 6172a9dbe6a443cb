package org.backscroll.console.shell;

import java.util.EnumMap;
import java.util.Map;
import org.backscroll.api.ChatCoverage;

/** Counts chats by how complete they are. */
final class ChatTally {
    /** How complete a chat is. */
    enum Kind {
        /** From the beginning without a gap. */
        COMPLETE,
        /** Something is missing in between. */
        GAPS,
        /** Without a gap, but not from the beginning. */
        NO_BEGINNING,
        /** Nothing is known. */
        UNKNOWN;

        static Kind of(ChatCoverage coverage) {
            if (!coverage.gaps().isEmpty()) {
                return GAPS;
            }
            if (coverage.beginningReached()) {
                return COMPLETE;
            }
            return coverage.ranges().isEmpty() ? UNKNOWN : NO_BEGINNING;
        }
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /** Counts a chat and says as what. */
    Kind add(ChatCoverage coverage) {
        Kind kind = Kind.of(coverage);
        counts.merge(kind, 1L, Long::sum);
        return kind;
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
