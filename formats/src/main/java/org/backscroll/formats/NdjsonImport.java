package org.backscroll.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * Reads what {@link NdjsonExport} wrote as a reader of history. A line that cannot be read is
 * listed as rejected, at the position {@code line 12}; a line of a kind that is not known is passed
 * over and counted.
 *
 * <p>A conversation's name may be its own or that of the person, which comes with the names at the
 * end: so names of chats are kept until then, and told last. Besides them, a chunk is in memory.
 * Used by one thread.
 */
public final class NdjsonImport implements HistoryReader {
    /** The longest line that is read, in bytes. */
    public static final int MAX_LINE = 32 << 20;

    private static final long CHUNK_BYTES = 4L << 20;

    private final String unit;
    private final Lines lines;
    private final long size;
    private final AccountId written;
    private final LineEntries made;
    private final AccountId account;
    private final Map<Jid, String> chatNames = new LinkedHashMap<>();

    private List<Entry> entries = new ArrayList<>();
    private List<Rejected> rejected = new ArrayList<>();

    /** Read, and perhaps followed by lines that add to it. */
    private Optional<Message> open = Optional.empty();

    private Iterator<Map.Entry<Jid, String>> left;
    private long messages;
    private long conversations;
    private long names;
    private long unknown;

    private NdjsonImport(
            String unit, Lines lines, long size, AccountId written, AccountId account) {
        this.unit = unit;
        this.lines = lines;
        this.size = size;
        this.written = written;
        this.account = account;
        made = new LineEntries(account);
    }

    /**
     * Reads the header.
     *
     * @param in is closed with this, and when this fails
     * @param unit what it is called, for a person: the file's name
     * @param size how many bytes it has; 0 when that is not known
     * @param account whose all shall be; empty for the account it was written from
     * @throws SourceException.Permanent if it is no export, or one of a newer version
     */
    public static NdjsonImport open(
            InputStream in, String unit, long size, Optional<AccountId> account)
            throws IOException, SourceException.Permanent {
        Lines lines = new Lines(in, MAX_LINE);
        boolean opened = false;
        try {
            byte[] first = lines.next();
            AccountId from = header(unit, first == null ? new byte[0] : first);
            opened = true;
            return new NdjsonImport(unit, lines, size, from, account.orElse(from));
        } finally {
            if (!opened) {
                lines.close();
            }
        }
    }

    private static AccountId header(String unit, byte[] line) throws SourceException.Permanent {
        long version;
        AccountId account;
        try {
            JsonFields header = JsonFields.parse(line);
            if (!header.requiredText(Ndjson.KIND).equals(Ndjson.HEADER)) {
                throw new IllegalArgumentException("it is of another kind");
            }
            version = header.number("version").orElse(0);
            account = header.requiredValue("account", AccountId::of);
        } catch (IllegalArgumentException e) {
            throw new SourceException.Permanent(
                    unit
                            + ", line 1: this is no export of Backscroll ("
                            + e.getMessage()
                            + "); name a file that 'export --format ndjson' wrote",
                    e);
        }
        if (version != Ndjson.VERSION) {
            throw new SourceException.Permanent(
                    unit
                            + ", line 1: the export is of version "
                            + version
                            + ", this program reads version "
                            + Ndjson.VERSION
                            + "; use the version of Backscroll that wrote it, or a newer one",
                    null);
        }
        return account;
    }

    /** Whose all entries are. */
    public AccountId account() {
        return account;
    }

    /** How many chats, messages and names were read so far. */
    public Written read() {
        return new Written(conversations, messages, names);
    }

    /** How many lines were of a kind that is not known. */
    public long unknown() {
        return unknown;
    }

    @Override
    public HistoryChunk next(int maxMessages) throws SourceException, InterruptedException {
        long begun = lines.consumed();
        int inChunk = 0;
        while (inChunk < maxMessages
                && entries.size() + rejected.size() < 3L * maxMessages
                && lines.consumed() - begun < CHUNK_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the reading was ended");
            }
            if (left != null) {
                if (!left.hasNext()) {
                    return chunk(End.BOUND);
                }
                Map.Entry<Jid, String> name = left.next();
                entries.add(LineEntries.named(name.getKey(), name.getValue()));
            } else {
                inChunk += line();
            }
        }
        return chunk(End.MORE);
    }

    private HistoryChunk chunk(End end) {
        HistoryChunk.Builder chunk =
                HistoryChunk.builder(new Cursor("line " + lines.number()), end)
                        .entries(entries)
                        .rejected(rejected);
        if (size > 0) {
            chunk.fraction((double) lines.consumed() / size);
        }
        entries = new ArrayList<>();
        rejected = new ArrayList<>();
        return chunk.build();
    }

    /** Reads a line. Returns how many messages are complete by it. */
    private int line() throws SourceException {
        byte[] line;
        try {
            line = lines.next();
        } catch (IOException e) {
            throw new SourceException.Transient(
                    unit + " cannot be read: " + e.getMessage() + "; import it again", e);
        }
        int before = entries.size();
        if (line == null) {
            finishMessage();
            left = chatNames.entrySet().iterator();
            return entries.size() - before;
        }
        if (isBlank(line)) {
            return 0;
        }
        try {
            if (lines.isTooLong()) {
                throw new IllegalArgumentException(
                        "it is longer than " + (MAX_LINE >> 20) + " MiB");
            }
            return take(JsonFields.parse(line));
        } catch (IllegalArgumentException e) {
            rejected.add(new Rejected(unit, "line " + lines.number(), e.getMessage(), line));
            return entries.size() - before;
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private int take(JsonFields line) {
        String kind = line.requiredText(Ndjson.KIND);
        if (line.value("account", AccountId::of).filter(of -> !of.equals(written)).isPresent()) {
            throw new IllegalArgumentException("it is of another account than the header");
        }
        if (kind.equals(Ndjson.STARRED)) {
            open = Optional.of(openFor(line).toBuilder().starred(true).build());
            return 0;
        }
        if (kind.equals(Ndjson.UNKNOWN_REACTION)) {
            open = Optional.of(LineEntries.withUnknownReaction(openFor(line), line));
            return 0;
        }
        if (kind.equals(Ndjson.PRECISION)) {
            open = Optional.of(LineEntries.withPrecision(openFor(line), line));
            return 0;
        }
        int finished = finishMessage();
        switch (kind) {
            case Ndjson.MESSAGE -> {
                open = Optional.of(made.message(line));
                messages++;
            }
            case Ndjson.CONVERSATION -> conversation(line);
            case Ndjson.OWN_NAME -> entries.add(LineEntries.ownName(line));
            case Ndjson.IDENTITY -> entries.add(LineEntries.identity(line));
            case Ndjson.NAME -> name(line);
            default -> unknown++;
        }
        return finished;
    }

    private Message openFor(JsonFields line) {
        return open.filter(message -> message.key().equals(made.key(line)))
                .orElseThrow(
                        () -> new IllegalArgumentException("it does not stand behind its message"));
    }

    private int finishMessage() {
        boolean any = open.isPresent();
        open.ifPresent(message -> entries.add(new Entry.MessageEntry(message)));
        open = Optional.empty();
        return any ? 1 : 0;
    }

    private void conversation(JsonFields line) {
        entries.addAll(made.conversation(line));
        line.text("name")
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> chatNames.put(line.requiredValue("jid", Jid::of), name));
        conversations++;
    }

    /** A chat that is named as its person is has no name of its own, as far as can be told. */
    private void name(JsonFields line) {
        Entry.Name name = LineEntries.name(line);
        entries.add(name);
        chatNames.remove(name.jid(), name.name());
        names++;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
