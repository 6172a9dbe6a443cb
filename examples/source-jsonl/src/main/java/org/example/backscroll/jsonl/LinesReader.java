package org.example.backscroll.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file line by line; no more than a line and a chunk is held. */
final class LinesReader implements HistoryReader {
    private static final int MAX_LINE = 256 * 1024;
    private static final int MAX_CHUNK = 2 * 1024 * 1024;

    private final Path file;
    private final AccountId account;
    private final HistoryQuery query;
    private final Place begin;
    private Place place;
    private InputStream in;
    private volatile boolean closed;

    LinesReader(Path file, AccountId account, HistoryQuery query, Place place) {
        this.file = file;
        this.account = account;
        this.query = query;
        this.begin = place;
        this.place = place;
    }

    @Override
    public Fetched next(int maxMessages) throws SourceException, InterruptedException {
        Place before = place;
        List<Entry> entries = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        int messages = 0;
        boolean more = true;
        try {
            open();
            for (int lines = 0; messages < maxMessages && lines < 4 * maxMessages; lines++) {
                if (closed || Thread.interrupted()) {
                    throw new InterruptedException("the reading was ended");
                }
                byte[] line = line();
                if (line == null || place.offset() - before.offset() > MAX_CHUNK) {
                    more = line != null;
                    break;
                }
                Optional<Entry> entry = read(line, rejected);
                if (entry.isPresent()) {
                    entries.add(entry.get());
                    messages += entry.get() instanceof Entry.MessageEntry ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new SourceException.Transient(file + " cannot be read now", e);
        }
        return HistoryChunk.builder(place.cursor(), more ? End.MORE : End.IDLE)
                .entries(entries)
                .rejected(rejected)
                .covered(covered(before))
                .build();
    }

    private void open() throws IOException, SourceException {
        if (in == null) {
            if (Files.size(file) < place.offset()) {
                throw new SourceException.CursorLost(file + " is shorter than it was");
            }
            in = new BufferedInputStream(Files.newInputStream(file));
            in.skipNBytes(place.offset());
        }
    }

    /**
     * The next line with its end; {@code null} at the end, also before one that is being written.
     */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int c;
        while ((c = in.read()) >= 0) {
            length++;
            if (line.size() < MAX_LINE) {
                line.write(c);
            }
            if (c == '\n') {
                place = new Place(place.offset() + length, place.line() + 1, place.time());
                return line.toByteArray();
            }
        }
        in.close();
        in = null; // it may have grown when it is asked again
        return null;
    }

    /** What a line says, if it was asked for. */
    private Optional<Entry> read(byte[] line, List<Rejected> rejected) {
        try {
            Map<String, String> json = Json.read(text(line));
            long time = Long.parseLong(required(json, "time"));
            if (time < place.time()) {
                throw new IllegalArgumentException("it is older than the line before it");
            }
            Jid chat = Jid.of(required(json, "chat"));
            Entry entry =
                    json.containsKey("id") ? message(json, chat, time) : chat(json, chat, time);
            place = new Place(place.offset(), place.line(), time);
            return Optional.of(entry).filter(e -> isWanted(e, chat, time));
        } catch (IllegalArgumentException e) {
            String reason = e.getMessage() == null ? "it cannot be read" : e.getMessage();
            String where = file.getFileName().toString();
            rejected.add(
                    new Rejected(
                            where,
                            "line " + place.line(),
                            reason.lines().findFirst().orElse(""),
                            line));
            return Optional.empty();
        }
    }

    private static String text(byte[] line) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }

    private static String required(Map<String, String> json, String name) {
        if (!json.containsKey(name)) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return json.get(name);
    }

    /** Without {@code from} it is the account's owner who wrote. */
    private Entry message(Map<String, String> json, Jid chat, long time) {
        MessageKey.Author author =
                json.containsKey("from")
                        ? MessageKey.Author.of(Jid.of(json.get("from")))
                        : MessageKey.Author.ME;
        Message.Builder message =
                Message.builder(
                        new MessageKey(account, chat, author, json.get("id")),
                        Instant.ofEpochMilli(time));
        if (json.containsKey("text")) {
            message.text(json.get("text"));
        }
        return new Entry.MessageEntry(message.build());
    }

    private static Entry chat(Map<String, String> json, Jid chat, long time) {
        Entry.ChatSnapshot.Builder snapshot =
                Entry.ChatSnapshot.builder(chat, new AsOf(Instant.ofEpochMilli(time), 0));
        if (json.containsKey("name")) {
            snapshot.name(json.get("name"));
        }
        if (json.containsKey("unread")) {
            snapshot.unreadCount(Integer.parseInt(json.get("unread")));
        }
        return snapshot.build();
    }

    private boolean isWanted(Entry entry, Jid chat, long time) {
        Kind kind = entry instanceof Entry.MessageEntry ? Kind.MESSAGES : Kind.CONVERSATIONS;
        boolean after =
                !(query.from() instanceof Bound.Time from) || time >= from.instant().toEpochMilli();
        boolean before =
                !(query.to() instanceof Bound.Time to) || time < to.instant().toEpochMilli();
        return query.kinds().contains(kind)
                && query.chat().map(chat::equals).orElse(true)
                && (kind == Kind.CONVERSATIONS || (after && before));
    }

    /** From where this range was gone on with to where it stands; of all chats or not at all. */
    private List<Covered> covered(Place before) {
        boolean whole =
                query.chat().isEmpty()
                        && query.kinds().contains(Kind.MESSAGES)
                        && !(query.from() instanceof Bound.Time)
                        && !(query.to() instanceof Bound.Time);
        return whole && place.offset() > before.offset()
                ? List.of(
                        new Covered(
                                query.lane().id(),
                                Optional.empty(),
                                before.mark(),
                                place.mark(),
                                true,
                                begin.offset() == 0 && before.offset() == 0))
                : List.of();
    }

    @Override
    public void close() {
        closed = true;
    }
}
