package org.backscroll.source.whatsapp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.SourceException;

/**
 * A place in a folder: after so many pieces of a file, all files before it having been read.
 *
 * @param name the file; empty for before the first
 * @param fingerprint of the files up to this one
 * @param transfer how the history is said to end, as far as was seen; -1 when nothing was said
 * @param within where in the file; empty when it is done with
 */
record Position(String name, long fingerprint, int transfer, Optional<Within> within) {
    /**
     * A place in a file.
     *
     * @param pieces how many of its pieces were taken, from its beginning
     * @param from where to begin
     */
    record Within(long pieces, Checkpoint from) {}

    private static final Pattern WORDS =
            Pattern.compile(
                    "1 ([0-9a-f]{1,16}) (-?[0-9])"
                            + " (?:all|([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,9}))"
                            + " ?(.*)",
                    Pattern.DOTALL);

    Cursor cursor() {
        String place =
                within.map(
                                w ->
                                        w.pieces()
                                                + ":"
                                                + w.from().offset()
                                                + ":"
                                                + w.from().pieces()
                                                + ":"
                                                + w.from().conversations())
                        .orElse("all");
        return new Cursor(
                "1 " + Long.toHexString(fingerprint) + " " + transfer + " " + place + " " + name);
    }

    static Position parse(Cursor cursor) throws SourceException.CursorLost {
        Matcher matcher = WORDS.matcher(cursor.value());
        if (!matcher.matches()) {
            throw new SourceException.CursorLost("the cursor is none of a WhatsApp folder");
        }
        Optional<Within> within = Optional.empty();
        if (matcher.group(3) != null) {
            Checkpoint from =
                    new Checkpoint(
                            Long.parseLong(matcher.group(4)),
                            Long.parseLong(matcher.group(5)),
                            Integer.parseInt(matcher.group(6)));
            within = Optional.of(new Within(Long.parseLong(matcher.group(3)), from));
        }
        return new Position(
                matcher.group(7),
                Long.parseUnsignedLong(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2)),
                within);
    }

    /**
     * Where in a listing this position's file stands; -1 for before the first.
     *
     * @throws SourceException.CursorLost if what was read already is no longer as it was
     */
    int indexIn(List<Unit> units, Fingerprints prints) throws SourceException {
        int index = -1;
        while (index + 1 < units.size() && units.get(index + 1).name().compareTo(name) <= 0) {
            index++;
        }
        boolean there = name.isEmpty() ? index < 0 : index >= 0 && here(units.get(index));
        boolean whole = index < 0 || within.isEmpty();
        if (!there || fingerprint != (whole ? prints.upTo(index) : prints.within(index))) {
            throw new SourceException.CursorLost(
                    "files that were read already have changed; all are read again");
        }
        return index;
    }

    private boolean here(Unit unit) {
        return unit.name().equals(name);
    }
}
