package org.backscroll.source.whatsapp.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** Tells what WhatsApp wrote in a message from what a person wrote. */
final class Wording {
    private static final Pattern PLACE =
            Pattern.compile(
                    "([^:\n]{3,30}): https://maps\\.google\\.com/\\?q="
                            + "(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?),(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?)");
    private static final int MOST_PLACE = 120;
    private static final int MOST_EDITED = 60;

    private Wording() {}

    /**
     * What a message with an author says.
     *
     * @param body what stands behind the author's name
     * @param marked whether the export marks texts of WhatsApp's own, as iOS does
     */
    static Said of(String body, boolean marked) {
        String end = Marks.withoutTrailing(body);
        int tag = end.endsWith(">") ? end.lastIndexOf('<') : -1;
        if (tag > 0
                && end.length() - tag < MOST_EDITED
                && Phrases.is(Phrases.EDITED, end.substring(tag))) {
            return unedited(Marks.withoutTrailing(end.substring(0, tag)), marked).afterEdit();
        }
        return unedited(body, marked);
    }

    private static Said unedited(String body, boolean marked) {
        String text = Marks.withoutLeading(body);
        boolean own = marked && text.length() < body.length();
        if (Phrases.is(Phrases.DELETED, text)) {
            return Said.deletion();
        }
        return Attachment.of(text)
                .or(() -> place(text))
                .or(() -> call(text))
                .or(() -> poll(text))
                .orElseGet(
                        () ->
                                own
                                        ? Said.text(MessageType.SYSTEM, text)
                                        : Said.text(MessageType.TEXT, body));
    }

    private static Optional<Said> place(String text) {
        Matcher matcher = PLACE.matcher(text.length() <= MOST_PLACE ? Marks.seen(text) : "");
        if (!matcher.matches() || !Phrases.is(Phrases.PLACE, matcher.group(1))) {
            return Optional.empty();
        }
        Media place =
                Media.builder()
                        .attribute("latitude", matcher.group(2))
                        .attribute("longitude", matcher.group(3))
                        .build();
        return Optional.of(Said.media(MessageType.LOCATION, place, ""));
    }

    private static Optional<Said> call(String text) {
        return Phrases.is(Phrases.CALL, text)
                ? Optional.of(Said.text(MessageType.CALL, text))
                : Optional.empty();
    }

    private static Optional<Said> poll(String text) {
        int line = text.indexOf(":\n");
        return line > 0 && Phrases.is(Phrases.POLL, text.substring(0, line))
                ? Optional.of(Said.text(MessageType.POLL, text.substring(line + 2)))
                : Optional.empty();
    }
}
