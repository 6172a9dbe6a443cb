package org.backscroll.source.whatsapp.export;

import java.util.Optional;

/**
 * What stands behind a message's time: who, if anybody, and what.
 *
 * @param name the author's name or number, as it is to be seen; empty where the service speaks
 * @param body the rest
 */
record Speaker(Optional<String> name, String body) {
    private static final int MOST = 100;
    private static final String OPENING = "\u201c\u201e\u00ab";
    private static final String CLOSING = "\u201d\u201c\u00bb";

    static Speaker of(String text) {
        int line = text.indexOf('\n');
        String head = line < 0 ? text : text.substring(0, line);
        int colon = head.indexOf(": ");
        if (colon < 0 && head.endsWith(":")) {
            colon = head.length() - 1;
        }
        if (colon <= 0 || colon > MOST || quotes(head.substring(0, colon))) {
            return new Speaker(Optional.empty(), Marks.withoutLeading(text));
        }
        String name = Names.clean(head.substring(0, colon));
        int from = Math.min(colon + 2, head.length());
        return name.isEmpty()
                ? new Speaker(Optional.empty(), Marks.withoutLeading(text))
                : new Speaker(Optional.of(name), text.substring(from));
    }

    /** Whether a quotation begins and does not end: then the colon is part of it. */
    private static boolean quotes(String text) {
        long straight = text.chars().filter(c -> c == '"').count();
        boolean opened = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (opened && CLOSING.indexOf(c) >= 0) {
                opened = false;
            } else if (OPENING.indexOf(c) >= 0) {
                opened = true;
            }
        }
        return opened || straight % 2 == 1;
    }
}
