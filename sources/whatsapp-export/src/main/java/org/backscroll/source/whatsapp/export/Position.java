package org.backscroll.source.whatsapp.export;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.SourceException;

/**
 * A place among files: after so many pieces of one, all before it having been read.
 *
 * @param name the file; empty for before the first
 * @param fingerprint of the files up to this one
 * @param pieces how many of its pieces were taken; empty when it is done with
 */
record Position(String name, String fingerprint, OptionalLong pieces) {
    private static final Pattern WORDS =
            Pattern.compile("1 ([0-9A-F]{32}) (?:all|([0-9]{1,18})) ?(.*)", Pattern.DOTALL);

    Cursor cursor() {
        String place = pieces.isPresent() ? Long.toString(pieces.getAsLong()) : "all";
        return new Cursor("1 " + fingerprint + " " + place + " " + name);
    }

    static Position parse(Cursor cursor) throws SourceException.CursorLost {
        Matcher matcher = WORDS.matcher(cursor.value());
        if (!matcher.matches()) {
            throw new SourceException.CursorLost("the cursor is none of exported chats");
        }
        OptionalLong pieces =
                matcher.group(2) == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(matcher.group(2)));
        return new Position(matcher.group(3), matcher.group(1), pieces);
    }

    /** The index of the file among those there are now; -1 for before the first. */
    int indexIn(List<Export> exports, Setup setup) throws SourceException.CursorLost {
        int index = exports.size() - 1;
        while (index >= 0 && !exports.get(index).name().equals(name)) {
            index--;
        }
        if (index < 0 && !name.isEmpty()
                || !fingerprint(exports, index, setup).equals(fingerprint)) {
            throw new SourceException.CursorLost(
                    "files that were read already, or settings, have changed; all are read again");
        }
        return index;
    }

    /** Tells whether files up to one, and how they are read, are the same. */
    static String fingerprint(List<Export> exports, int upTo, Setup setup) {
        StringBuilder words = new StringBuilder();
        words.append(setup.chat()).append('\n').append(setup.me()).append('\n');
        words.append(setup.zone()).append('\n').append(setup.dates()).append('\n');
        for (Export export : exports.subList(0, upTo + 1)) {
            words.append(export.name()).append('\n').append(export.size()).append('\n');
            words.append(export.modified()).append('\n');
        }
        return Hash.of(words.toString());
    }
}
