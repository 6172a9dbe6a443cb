package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a message refers to: a ContextInfo.
 *
 * @param quotedId the message it answers
 * @param attributes whom it mentions ({@code mentions}, addresses with blanks between), and whether
 *     and how often it was forwarded ({@code forwarded}, {@code forwarding_score}), and whether it
 *     may be looked at once ({@code view_once})
 */
record Context(Optional<String> quotedId, Map<String, String> attributes) {
    /** Refers to nothing. */
    static final Context NONE = new Context(Optional.empty(), Map.of());

    /** The attribute of what may be looked at once. */
    static final String VIEW_ONCE = "view_once";

    private static final int MAX_MENTIONS = 1024;

    /** Answers a message. */
    static Context quoting(Optional<Key> target) {
        return new Context(target.map(Key::id).filter(id -> !id.isEmpty()), Map.of());
    }

    /** The same of something that may be looked at once. */
    Context viewOnce() {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(VIEW_ONCE, "true");
        return new Context(quotedId, more);
    }

    static Context decode(Fields fields) throws IOException {
        String id = "";
        Set<String> mentions = new LinkedHashSet<>();
        Map<String, String> attributes = new TreeMap<>();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> id = fields.string();
                case 15 -> mention(fields.string(), mentions);
                case 21 -> {
                    int score = fields.number32();
                    if (score > 0) {
                        attributes.put("forwarding_score", Integer.toString(score));
                    }
                }
                case 22 -> {
                    if (fields.bool()) {
                        attributes.put("forwarded", "true");
                    }
                }
                default -> fields.skip();
            }
        }
        if (!mentions.isEmpty()) {
            attributes.put("mentions", String.join(" ", mentions));
        }
        return new Context(id.isEmpty() ? Optional.empty() : Optional.of(id), attributes);
    }

    private static void mention(String text, Set<String> mentions) {
        try {
            if (mentions.size() < MAX_MENTIONS) {
                mentions.add(Jids.normalise(text).value());
            }
        } catch (MalformedException nobody) {
            // what was written still names whoever is meant
        }
    }
}
