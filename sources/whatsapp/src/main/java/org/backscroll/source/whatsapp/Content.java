package org.backscroll.source.whatsapp;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** What a record turns out to say. */
sealed interface Content {
    /** Something that shows in its chat. */
    record Shown(
            MessageType type,
            Optional<String> text,
            Optional<String> quotedId,
            Optional<Media> media)
            implements Content {}

    /** New words for an earlier message. */
    record Edited(Key target, String text, Optional<String> quotedId, Optional<Instant> at)
            implements Content {}

    /** An earlier message is taken back. */
    record Revoked(Key target) implements Content {}

    /** A reaction to an earlier message. */
    record Reacted(Key target, String emoji, Optional<Instant> at) implements Content {}

    /** Machinery that people do not see: keys, votes, pins, requests between devices. */
    record Nothing() implements Content {}

    /** Machinery. */
    Content NOTHING = new Nothing();

    /** Something of a kind that is not known here, or not readable. */
    Content UNREADABLE =
            new Shown(MessageType.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());
}
