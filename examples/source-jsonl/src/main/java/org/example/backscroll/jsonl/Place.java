package org.example.backscroll.jsonl;

import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.SourceException;

import java.util.Optional;

/**
 * Between two lines.
 *
 * @param offset how many bytes of the file lie before it
 * @param line how many lines
 * @param time of the last line before it that had one, in epoch milliseconds
 */
record Place(long offset, long line, long time) {
    private static final Place START = new Place(0, 0, 0);

    /** Where to begin: behind the cursor, else behind the mark that the range begins at. */
    static Place of(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        if (resume.isPresent()) {
            return of(resume.get().value());
        }
        return query.from() instanceof Bound.At at ? of(at.mark().id()) : START;
    }

    private static Place of(String words) throws SourceException {
        String[] parts = words.split(" ", -1);
        try {
            if (parts.length == 3) {
                return new Place(
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new SourceException.CursorLost("this is no place in a file of lines");
    }

    Cursor cursor() {
        return new Cursor(words());
    }

    Mark mark() {
        return new Mark(time, words());
    }

    private String words() {
        return offset + " " + line + " " + time;
    }
}
