package org.backscroll.source.whatsapp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Pending;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * Reads the messages of one chat before an anchor: what the spool has of them, and then what the
 * phone answers when it is asked for them. When the phone says that it has more, it is asked for
 * what is older still, as long as somebody wants it.
 */
final class AnswerReader implements HistoryReader {
    /** How often to look whether the answer has come. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** The most that a phone is asked for at once. */
    private static final int MOST = 500;

    private final Feed feed;
    private final Jid chat;
    private final Answers answers;
    private final Clock clock;
    private final Consumer<Rejected> warn;
    private final List<SpoolReader> readers = new ArrayList<>();
    private Place place;
    private boolean reading;
    private boolean progress;
    private Anchor oldest;
    private volatile Question question;
    private volatile boolean closed;

    /**
     * Where it stands.
     *
     * @param anchor the message before which it reads
     * @param spool where in the spool
     */
    private record Place(Anchor anchor, SpoolPosition spool) {
        private static final Pattern WORDS =
                Pattern.compile(
                        "a1 (-?[0-9]{1,19}) (me|you) ([0-9A-Za-z_-]+) (s1 .*)", Pattern.DOTALL);

        Cursor cursor() {
            return new Cursor(
                    "a1 "
                            + anchor.timestamp().toEpochMilli()
                            + (anchor.message().author().fromMe() ? " me " : " you ")
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(
                                            anchor.message().id().getBytes(StandardCharsets.UTF_8))
                            + " "
                            + spool.cursor().value());
        }

        static Place parse(Cursor cursor, Anchor first) throws SourceException.CursorLost {
            Matcher matcher = WORDS.matcher(cursor.value());
            if (!matcher.matches()) {
                throw new SourceException.CursorLost("the cursor is none of an answer");
            }
            boolean me = matcher.group(2).equals("me");
            MessageKey key =
                    new MessageKey(
                            first.message().account(),
                            first.message().chat(),
                            me ? MessageKey.Author.ME : MessageKey.Author.UNKNOWN,
                            new String(
                                    Base64.getUrlDecoder().decode(matcher.group(3)),
                                    StandardCharsets.UTF_8));
            return new Place(
                    new Anchor(key, Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))),
                    SpoolPosition.parse(new Cursor(matcher.group(4))));
        }

        static Cursor ofSpool(Cursor cursor) {
            Matcher matcher = WORDS.matcher(cursor.value());
            return matcher.matches() ? new Cursor(matcher.group(4)) : cursor;
        }
    }

    /**
     * @param query of one chat, up to a message
     */
    AnswerReader(
            Feed feed,
            HistoryQuery query,
            Optional<Cursor> resume,
            Clock clock,
            Consumer<Rejected> warn)
            throws SourceException {
        this.feed = feed;
        this.clock = clock;
        this.warn = warn;
        chat = query.chat().orElseThrow();
        answers = new Answers(feed, query);
        Anchor first = ((Bound.Message) query.to()).anchor();
        place =
                resume.isPresent()
                        ? Place.parse(resume.get(), first)
                        : new Place(first, SpoolPosition.START);
    }

    /** Whether a query is one that a phone can be asked. */
    static boolean reads(HistoryQuery query) {
        return SpoolLanes.base(query.lane().id()).equals(Lanes.ANSWERS)
                && query.chat().isPresent()
                && query.to() instanceof Bound.Message;
    }

    @Override
    public synchronized Fetched next(int maxMessages) throws SourceException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the reading was ended");
        }
        if (!reading && !begin()) {
            if (feed.outbox().isEmpty()) {
                return nothing();
            }
            if (question == null) {
                ask(maxMessages);
            }
            Duration left = Duration.between(clock.instant(), question.deadline());
            if (left.isNegative() || left.isZero()) {
                endQuestion();
                return nothing();
            }
            return new Pending(
                    left.compareTo(LOOK) < 0 ? left : LOOK,
                    "the phone was asked and has not answered");
        }
        return read(maxMessages);
    }

    @Override
    public void committed(Cursor cursor) {
        Cursor spool = Place.ofSpool(cursor);
        synchronized (readers) {
            readers.forEach(reader -> reader.committed(spool));
        }
    }

    @Override
    public void close() {
        closed = true;
        endQuestion();
        synchronized (readers) {
            readers.forEach(SpoolReader::close);
        }
    }

    private void ask(int maxMessages) throws SourceException {
        int count = Math.min(MOST, maxMessages);
        question = Question.ask(feed, chat, place.anchor(), count, feed.patience(), clock);
        if (closed) {
            endQuestion();
        }
    }

    private void endQuestion() {
        Question open = question;
        if (open != null) {
            open.close();
        }
        question = null;
    }

    /** Opens what is there of an answer, if there is anything. */
    private boolean begin() throws SourceException {
        Optional<Instant> since = Optional.ofNullable(question).map(Question::asked);
        Optional<Answers.Answer> answer = answers.find(place.anchor(), since);
        if (answer.isEmpty()) {
            return false;
        }
        SpoolReader reader =
                new SpoolReader(
                        feed.spool(),
                        answer.get().units(),
                        feed.units(),
                        SpoolLanes.id(Lanes.ANSWERS),
                        answer.get().filter(),
                        place.spool(),
                        warn);
        synchronized (readers) {
            readers.add(reader);
        }
        if (closed) {
            reader.close();
        }
        endQuestion();
        reading = true;
        progress = false;
        oldest = place.anchor();
        return true;
    }

    private HistoryChunk read(int maxMessages) throws SourceException, InterruptedException {
        SpoolReader reader = readers.get(readers.size() - 1);
        HistoryChunk chunk = reader.next(maxMessages);
        chunk.entries().forEach(this::note);
        SpoolPosition at = SpoolPosition.parse(chunk.next());
        if (chunk.end() == End.MORE) {
            place = new Place(place.anchor(), at);
            return with(chunk, End.MORE);
        }
        reading = false;
        boolean goOn = chunk.end() == End.IDLE && progress && mayHaveMore(reader.transfer());
        place = new Place(goOn ? oldest : place.anchor(), at);
        return with(chunk, goOn ? End.MORE : chunk.end());
    }

    /** Whether the phone said that it has more, and can be asked for it. */
    private boolean mayHaveMore(int transfer) {
        return feed.outbox().isPresent()
                && (transfer == ChatState.MORE_ON_PHONE
                        || transfer == ChatState.MORE_ON_PHONE_ON_DEMAND);
    }

    private void note(Entry entry) {
        if (entry instanceof Entry.MessageEntry told) {
            progress = true;
            Message message = told.message();
            if (message.timestamp().isBefore(oldest.timestamp())) {
                oldest = new Anchor(message.key(), message.timestamp());
            }
        }
    }

    private HistoryChunk with(HistoryChunk chunk, End end) {
        HistoryChunk.Builder own =
                HistoryChunk.builder(place.cursor(), end)
                        .entries(chunk.entries())
                        .rejected(chunk.rejected())
                        .covered(chunk.covered());
        chunk.fraction().ifPresent(own::fraction);
        return own.build();
    }

    private HistoryChunk nothing() {
        return HistoryChunk.builder(place.cursor(), End.IDLE).build();
    }
}
