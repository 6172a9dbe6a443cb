package org.backscroll.source.xmpp;

import java.util.Optional;

/** Which other message a message is about. */
final class References {
    private References() {}

    /** In a room, what is named by the archive's id: all but corrections. */
    static Optional<String> byArchiveId(Node message) {
        return reactions(message)
                .or(() -> retraction(message))
                .or(() -> reply(message))
                .or(() -> marker(message).flatMap(m -> m.attribute("id")));
    }

    /** What cannot be told which it corrects is a message of its own. */
    static Optional<String> correction(Node message) {
        return message.child("replace", Names.CORRECTION)
                .flatMap(node -> node.attribute("id"))
                .filter(id -> !Envelope.isCounted(id));
    }

    static Optional<String> reactions(Node message) {
        return message.child("reactions", Names.REACTIONS).flatMap(node -> node.attribute("id"));
    }

    static Optional<String> reply(Node message) {
        return message.child("reply", Names.REPLY).flatMap(node -> node.attribute("id"));
    }

    /** Of which message, by its author or by a moderator. */
    static Optional<String> retraction(Node message) {
        return message.child("retract", Names.RETRACTION)
                .or(
                        () ->
                                message.child("apply-to", Names.FASTENING)
                                        .filter(
                                                fastened ->
                                                        fastened.child(
                                                                                "retract",
                                                                                Names
                                                                                        .RETRACTION_OLD)
                                                                        .isPresent()
                                                                || fastened.child(
                                                                                "moderated",
                                                                                Names
                                                                                        .MODERATION_OLD)
                                                                        .isPresent()))
                .flatMap(node -> node.attribute("id"));
    }

    /** Whether the room itself says that a moderator took a message back. */
    static boolean moderated(Node message) {
        return message.child("retract", Names.RETRACTION)
                        .flatMap(node -> node.child("moderated", Names.MODERATION))
                        .isPresent()
                || message.child("apply-to", Names.FASTENING)
                        .flatMap(node -> node.child("moderated", Names.MODERATION_OLD))
                        .isPresent();
    }

    /** Word that a message was received or displayed. */
    static Optional<Node> marker(Node message) {
        return message.child("displayed", Names.MARKERS)
                .or(() -> message.child("acknowledged", Names.MARKERS))
                .or(() -> message.child("received", Names.MARKERS))
                .or(() -> message.child("received", Names.RECEIPTS));
    }

    /** Whether only the stone is left of a message that was taken back. */
    static boolean tombstone(Node message) {
        return message.child("retracted", Names.RETRACTION).isPresent()
                || message.child("retracted", Names.RETRACTION_OLD).isPresent()
                || message.child("moderated", Names.MODERATION_OLD).isPresent();
    }
}
