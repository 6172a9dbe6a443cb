package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.MessageType;

/** Decodes messages that tell of other messages: pinned, kept, counted. */
final class Notices {
    private Notices() {}

    /** A PinInChatMessage. */
    static Content pinned(Fields fields) throws IOException {
        return about(fields, "Pinned a message", "Unpinned a message");
    }

    /** A KeepInChatMessage. */
    static Content kept(Fields fields) throws IOException {
        return about(fields, "Kept a message", "No longer keeps a message");
    }

    /** An AlbumMessage, which comes before the files that it counts. */
    static Content album(Fields fields) throws IOException {
        int images = 0;
        int videos = 0;
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> images = fields.number32();
                case 3 -> videos = fields.number32();
                case 17 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        String text = "Album: %d pictures, %d videos".formatted(images, videos);
        return new Content.Shown(
                MessageType.of("album"), Optional.of(text), context, Optional.empty());
    }

    /** A PollResultSnapshotMessage: a poll with its outcome. */
    static Content pollResult(Fields fields) throws IOException {
        List<String> lines = new ArrayList<>();
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> lines.add(0, fields.string());
                case 2 -> Capped.add(lines, fields.message(Notices::votes));
                case 3 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        return new Content.Shown(MessageType.POLL, Texts.lines(lines), context, Optional.empty());
    }

    private static String votes(Fields fields) throws IOException {
        String option = "";
        long votes = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> option = fields.string();
                case 2 -> votes = fields.number64();
                default -> fields.skip();
            }
        }
        return "- " + option + " (" + votes + ")";
    }

    private static Content about(Fields fields, String on, String off) throws IOException {
        Optional<Key> target = Optional.empty();
        int type = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> target = Optional.of(fields.message(Key::decode));
                case 2 -> type = fields.number32();
                default -> fields.skip();
            }
        }
        return new Content.Shown(
                MessageType.SYSTEM,
                Optional.of(type == 2 ? off : on),
                Context.quoting(target),
                Optional.empty());
    }
}
