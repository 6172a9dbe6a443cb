package org.backscroll.source.whatsapp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.SourceException;

/**
 * A place in a spool. Files come and go there, so only the one that is being read matters; if it is
 * no longer there as it was, reading begins with what is there.
 *
 * @param name the file
 * @param fingerprint of it alone
 * @param pieces how many of its pieces were taken; 0 when it is done with
 */
record SpoolPosition(String name, long fingerprint, long pieces) {
    /** Before anything. */
    static final SpoolPosition START = new SpoolPosition("", 0, 0);

    private static final Pattern WORDS =
            Pattern.compile("s1 ([0-9a-f]{1,16}) ([0-9]{1,18}) ?(.*)", Pattern.DOTALL);

    Cursor cursor() {
        return new Cursor("s1 " + Long.toHexString(fingerprint) + " " + pieces + " " + name);
    }

    static SpoolPosition parse(Cursor cursor) throws SourceException.CursorLost {
        Matcher matcher = WORDS.matcher(cursor.value());
        if (!matcher.matches()) {
            throw new SourceException.CursorLost("the cursor is none of a WhatsApp spool");
        }
        return new SpoolPosition(
                matcher.group(3),
                Long.parseUnsignedLong(matcher.group(1), 16),
                Long.parseLong(matcher.group(2)));
    }

    /** The file to go on in, if it is there and was not read to its end. */
    Optional<Unit> in(List<Unit> units) throws SourceException {
        if (pieces == 0) {
            return Optional.empty();
        }
        for (Unit unit : units) {
            if (unit.name().equals(name) && fingerprint(unit) == fingerprint) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    static long fingerprint(Unit unit) throws SourceException {
        return new Fingerprints(List.of(unit)).within(0);
    }
}
