package org.backscroll.source.xmpp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.SourceException;

/**
 * Reads a list that is asked for as a whole. A cursor is the list's digest and a place in it: while
 * the list says the same, reading goes on there, and a list that changed is read from its
 * beginning.
 */
final class ListReader implements HistoryReader {
    private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{64}) (\\d{1,9})");

    private final Listing listing;
    private final Optional<Place> resume;
    private String digest;
    private List<Entry> entries;
    private int read;
    private volatile boolean closed;

    /** How many entries of which list were read. */
    private record Place(String digest, int read) {
        static Place of(Cursor cursor) throws SourceException.CursorLost {
            Matcher parts = CURSOR.matcher(cursor.value());
            if (!parts.matches()) {
                throw new SourceException.CursorLost("the cursor cannot be read");
            }
            return new Place(parts.group(1), Integer.parseInt(parts.group(2)));
        }

        Cursor cursor() {
            return new Cursor(digest + " " + read);
        }
    }

    /** Asks for all of it. */
    @FunctionalInterface
    interface Listing {
        List<Entry> get() throws SourceException, InterruptedException;
    }

    /**
     * @throws SourceException.CursorLost if the cursor is none of ours
     */
    ListReader(Listing listing, Optional<Cursor> resume) throws SourceException.CursorLost {
        this.listing = listing;
        this.resume = resume.isPresent() ? Optional.of(Place.of(resume.get())) : Optional.empty();
    }

    @Override
    public Fetched next(int maxMessages) throws SourceException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the reader is closed");
        }
        if (entries == null) {
            ask();
        }
        int end = (int) Math.min(entries.size(), read + 4L * maxMessages);
        List<Entry> taken = entries.subList(read, end);
        read = end;
        return HistoryChunk.builder(
                        new Place(digest, read).cursor(),
                        read == entries.size() ? End.IDLE : End.MORE)
                .entries(taken)
                .build();
    }

    private void ask() throws SourceException, InterruptedException {
        TreeMap<String, Entry> sorted = new TreeMap<>();
        listing.get().forEach(entry -> sorted.put(text(entry), entry));
        digest = digest(sorted.keySet());
        read =
                resume.filter(place -> place.digest().equals(digest))
                        .map(place -> Math.min(sorted.size(), place.read()))
                        .orElse(0);
        entries = List.copyOf(sorted.values());
    }

    /** What it says, whenever it says so. */
    private static String text(Entry entry) {
        return entry instanceof Entry.Dated dated
                ? dated.withAsOf(AsOf.UNKNOWN).toString()
                : entry.toString();
    }

    private static String digest(Set<String> texts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                sha.update(text.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
