package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/**
 * Reads a message that is made of several texts, perhaps with a file, by a table of its fields. The
 * texts become lines, in the order of the fields' numbers.
 */
final class Card {
    /** What a field is. */
    sealed interface Part {}

    /** A text, a line of its own behind these words. */
    record Words(String before) implements Part {}

    /** A time in seconds or milliseconds, a line of its own behind these words. */
    record Time(String before) implements Part {}

    /** A flag that is told in these words when it is set. */
    record Flag(String words) implements Part {}

    /** A message made of such parts itself. */
    record Group(Map<Integer, Part> parts) implements Part {}

    /** A file. */
    record File(MediaDecoder.Layout layout) implements Part {}

    /** A ContextInfo. */
    record Reference() implements Part {}

    static final Part TEXT = new Words("");
    static final Part ITEM = new Words("- ");
    static final Part CONTEXT = new Reference();

    private final List<String> lines = new ArrayList<>();
    private int told; // lines, in whichever list they are now
    private Context context = Context.NONE;
    private Optional<Media> media = Optional.empty();

    private Card() {}

    static Content.Shown decode(Fields fields, MessageType type, Map<Integer, Part> parts)
            throws IOException {
        Card card = new Card();
        card.read(fields, parts);
        return new Content.Shown(type, Texts.lines(card.lines), card.context, card.media);
    }

    private void read(Fields fields, Map<Integer, Part> parts) throws IOException {
        Map<Integer, List<String>> found = new TreeMap<>();
        while (fields.next()) {
            Part part = parts.get(fields.number());
            if (part == null) {
                fields.skip();
                continue;
            }
            int before = lines.size();
            read(fields, part);
            List<String> added = lines.subList(before, lines.size());
            found.computeIfAbsent(fields.number(), n -> new ArrayList<>()).addAll(added);
            added.clear();
        }
        found.values().forEach(lines::addAll);
    }

    private void line(String text) throws MalformedException {
        Capped.check(++told);
        lines.add(text);
    }

    private void read(Fields fields, Part part) throws IOException {
        if (part instanceof Words words) {
            String text = fields.string();
            if (!text.isEmpty()) {
                line(words.before() + text);
            }
        } else if (part instanceof Time time) {
            long at = fields.number64();
            if (at != 0) {
                line(time.before() + Times.either(at));
            }
        } else if (part instanceof Flag flag) {
            if (fields.bool()) {
                line(flag.words());
            }
        } else if (part instanceof Group group) {
            fields.read(nested -> read(nested, group.parts()));
        } else if (part instanceof File file) {
            Content.Shown shown = fields.message(f -> MediaDecoder.decode(f, file.layout()));
            media = shown.media();
            if (shown.text().isPresent()) {
                line(shown.text().get());
            }
        } else {
            context = fields.message(Context::decode);
        }
    }
}
