package org.backscroll.source.whatsapp.export;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** Recognises a message with a file, be it exported along or left out. */
final class Attachment {
    /** iOS: a caption, if any, then a tag with the name of the file. */
    private static final Pattern TAG =
            Pattern.compile("(?s)(.*)<([^<>:\uff1a\n]{2,30})[:\uff1a]([^<>\n]{1,255})>");

    /** Android: a line with the name of the file and a word behind it, then a caption, if any. */
    private static final Pattern WORD =
            Pattern.compile("(?s)([^\n]{1,255}\\.[^\n. ]{1,10}) \\(([^()\n]{2,40})\\)(?:\n(.*))?");

    /** iOS, a document left out: its name, its length, and that it is. */
    private static final String BULLET = " \u2022 ";

    private static final Map<String, MessageType> TYPES =
            Map.ofEntries(
                    Map.entry("jpg", MessageType.IMAGE),
                    Map.entry("jpeg", MessageType.IMAGE),
                    Map.entry("png", MessageType.IMAGE),
                    Map.entry("heic", MessageType.IMAGE),
                    Map.entry("gif", MessageType.IMAGE),
                    Map.entry("webp", MessageType.STICKER),
                    Map.entry("mp4", MessageType.VIDEO),
                    Map.entry("mov", MessageType.VIDEO),
                    Map.entry("3gp", MessageType.VIDEO),
                    Map.entry("opus", MessageType.AUDIO),
                    Map.entry("ogg", MessageType.AUDIO),
                    Map.entry("mp3", MessageType.AUDIO),
                    Map.entry("m4a", MessageType.AUDIO),
                    Map.entry("aac", MessageType.AUDIO),
                    Map.entry("amr", MessageType.AUDIO),
                    Map.entry("wav", MessageType.AUDIO),
                    Map.entry("vcf", MessageType.CONTACT));

    private Attachment() {}

    /** What such a message says; empty if it is none. */
    static Optional<Said> of(String text) {
        return tagged(text).or(() -> worded(text)).or(() -> omitted(text));
    }

    private static Optional<Said> tagged(String text) {
        Matcher matcher = TAG.matcher(text);
        return text.endsWith(">")
                        && matcher.matches()
                        && Phrases.is(Phrases.ATTACHED, matcher.group(2))
                ? Optional.of(file(Marks.seen(matcher.group(3)), matcher.group(1)))
                : Optional.empty();
    }

    private static Optional<Said> worded(String text) {
        Matcher matcher = WORD.matcher(text);
        if (!matcher.matches() || !Phrases.is(Phrases.FILE, matcher.group(2))) {
            return Optional.empty();
        }
        String caption = matcher.group(3);
        return Optional.of(file(Marks.seen(matcher.group(1)), caption == null ? "" : caption));
    }

    private static Said file(String name, String caption) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        MessageType type = TYPES.getOrDefault(extension, MessageType.DOCUMENT);
        return Said.media(
                type, Media.builder().fileName(name).build(), Marks.withoutTrailing(caption));
    }

    /** Left out: a phrase alone, in front of a caption (Android) or behind one (iOS). */
    private static Optional<Said> omitted(String text) {
        int line = text.indexOf('\n');
        String head = line < 0 ? text : text.substring(0, line);
        Optional<MessageType> whole = Phrases.omitted(head);
        if (whole.isPresent() && (line < 0 || head.endsWith(">"))) {
            return Optional.of(
                    Said.media(whole.get(), none(), line < 0 ? "" : text.substring(line + 1)));
        }
        int mark = text.lastIndexOf('\u200e');
        if (mark < 0) {
            return Optional.empty();
        }
        String before = Marks.withoutTrailing(text.substring(0, mark));
        return Phrases.omitted(text.substring(mark))
                .map(
                        type ->
                                type.equals(MessageType.DOCUMENT)
                                        ? Said.media(type, named(before), "")
                                        : Said.media(type, none(), before));
    }

    private static Media none() {
        return Media.builder().attribute("omitted", "true").build();
    }

    private static Media named(String before) {
        String seen = Marks.seen(before);
        int bullet = seen.indexOf(BULLET);
        String name = bullet < 0 ? seen : seen.substring(0, bullet);
        return name.isEmpty()
                ? none()
                : Media.builder().fileName(name).attribute("omitted", "true").build();
    }
}
