package org.backscroll.source.whatsapp;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** What a record turns out to say. */
sealed interface Content {
    /** Something that shows in its chat. */
    record Shown(MessageType type, Optional<String> text, Context context, Optional<Media> media)
            implements Content {

        /** Words alone. */
        static Shown words(MessageType type, String text) {
            return new Shown(type, Optional.of(text), Context.NONE, Optional.empty());
        }
    }

    /** A question with answers to choose from, whose votes come beside it. */
    record Asked(Poll poll) implements Content {}

    /** New words for an earlier message. */
    record Edited(Key target, String text, Optional<String> quotedId, Optional<Instant> at)
            implements Content {}

    /** An earlier message is taken back. */
    record Revoked(Key target) implements Content {}

    /** A reaction to an earlier message. */
    record Reacted(Key target, String emoji, Optional<Instant> at) implements Content {}

    /** Machinery that people do not see: keys, votes, requests between devices. */
    record Nothing() implements Content {}

    /** Machinery. */
    Content NOTHING = new Nothing();

    /** Something that holds nothing, or nothing that can be told. */
    Content UNREADABLE =
            new Shown(MessageType.UNKNOWN, Optional.empty(), Context.NONE, Optional.empty());
}
