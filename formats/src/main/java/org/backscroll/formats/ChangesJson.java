package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Changes;

/**
 * The JSON in which one Backscroll tells another what is new or changed: NDJSON, an entry a line as
 * {@link EntryJson} writes it, and last a line of kind {@code page}, without which it is not whole.
 */
public final class ChangesJson {
    private static final String PAGE = "page";

    /** Far more than a page of a thousand messages has. */
    private static final int MAX_LINES = 20_000;

    private ChangesJson() {}

    /**
     * A page that was read.
     *
     * @param entries what it tells; entries of kinds this version does not know are left out
     * @param rejected lines that cannot be
     * @param next where to go on
     * @param more whether there is more already
     * @param fraction how much of all lies before {@code next}, if that is known
     */
    public record Page(
            List<Entry> entries,
            List<Rejected> rejected,
            String next,
            boolean more,
            OptionalDouble fraction) {}

    /**
     * Writes a page.
     *
     * @param out is flushed, not closed
     */
    public static void write(Changes changes, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            for (Entry entry : changes.entries()) {
                EntryJson.entry(json, entry);
            }
            json.writeStartObject();
            json.writeStringField(Ndjson.KIND, PAGE);
            Json.text(json, "next", changes.next());
            json.writeBooleanField("more", changes.more());
            json.writeNumberField("percent", (int) (changes.fraction() * 100));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /**
     * Reads a page.
     *
     * @param in is read to the page's end and not closed; the caller bounds how long it may be
     * @param account whose all entries shall be
     * @param unit what the page is called in what is rejected
     * @throws EOFException if it was cut off
     * @throws IOException if it cannot be read, or has more lines than a page has
     */
    public static Page read(InputStream in, AccountId account, String unit) throws IOException {
        Lines lines = new Lines(in, NdjsonImport.MAX_LINE);
        List<Entry> entries = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (lines.number() > MAX_LINES) {
                throw new IOException("the answer has more than " + MAX_LINES + " lines");
            }
            try {
                JsonFields fields = JsonFields.parse(line);
                if (fields.requiredText(Ndjson.KIND).equals(PAGE)) {
                    OptionalLong percent = fields.number("percent");
                    return new Page(
                            entries,
                            rejected,
                            fields.requiredText("next"),
                            fields.flag("more"),
                            percent.isPresent()
                                    ? OptionalDouble.of(percent.getAsLong() / 100.0)
                                    : OptionalDouble.empty());
                }
                EntryJson.entry(fields.with("account", account.value())).ifPresent(entries::add);
            } catch (IllegalArgumentException e) {
                String position = "line " + lines.number();
                rejected.add(new Rejected(unit, position, e.getMessage(), line));
            }
        }
        throw new EOFException("the answer was cut off");
    }
}
