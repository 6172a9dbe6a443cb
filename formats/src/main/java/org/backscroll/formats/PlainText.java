package org.backscroll.formats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageType;

/** Words for people, and texts without what would spoil a page or a terminal. */
final class PlainText {
    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /**
     * The text without control characters, halves of surrogate pairs, and what turns the direction
     * of writing beyond it. Every kind of line break becomes a newline.
     */
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                continue;
            }
            if (isLineBreak(c)) {
                out.append('\n');
            } else if (isUnprintable(c)) {
                out.append(REPLACEMENT);
            } else if (!turnsDirection(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isLineBreak(int c) {
        return c == '\n'
                || c == '\r'
                || c == 0x0B
                || c == 0x0C
                || c == 0x85
                || c == 0x2028
                || c == 0x2029;
    }

    /** Also what HTML allows nowhere. */
    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) && c != '\t'
                || Character.getType(c) == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE
                || c >= 0xFDD0 && c <= 0xFDEF;
    }

    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** The same in one line. */
    static String oneLine(String text) {
        return clean(text).replace('\n', ' ').replace('\t', ' ').strip();
    }

    /** The beginning of a text, in one line. */
    static String beginning(String text, int most) {
        String line = oneLine(text.substring(0, Math.min(text.length(), 4 * most)));
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most)).stripTrailing() + "…";
    }

    /** A chat's name and address, in one line. */
    static String title(Conversation chat) {
        return chat.name()
                .map(name -> oneLine(name) + " (" + chat.jid() + ")")
                .orElse("" + chat.jid());
    }

    /** What is attached, or what else a message is than text; empty for text alone. */
    static Optional<String> attachment(Message message) {
        StringBuilder facts = new StringBuilder();
        message.media().ifPresent(media -> describe(media, facts));
        return message.type().equals(MessageType.TEXT) && facts.isEmpty()
                ? Optional.empty()
                : Optional.of("[" + message.type() + "]" + facts);
    }

    private static void describe(Media media, StringBuilder out) {
        media.fileName().ifPresent(name -> out.append(' ').append(oneLine(name)));
        List<String> facts =
                java.util.stream.Stream.of(
                                media.mimeType().map(PlainText::oneLine),
                                media.duration().map(d -> d.toSeconds() + " s"),
                                media.size().isPresent()
                                        ? Optional.of(size(media.size().getAsLong()))
                                        : Optional.<String>empty())
                        .flatMap(Optional::stream)
                        .toList();
        if (!facts.isEmpty()) {
            out.append(" (").append(String.join(", ", facts)).append(')');
        }
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A number of things, in words. */
    static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
