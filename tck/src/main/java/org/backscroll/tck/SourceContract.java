package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What a {@link HistorySource} and its {@link HistoryReader}s owe. Extend it, prepare an archive,
 * and run it with JUnit 5. The archive should have at least twenty messages of at least two chats,
 * and a few records that cannot be read; it stays as it is during a test, but for {@link #grow}.
 * Give each test an archive of its own if reading, or committing, changes it.
 *
 * <p>All lanes are read in all their directions.
 */
public abstract class SourceContract {
    private static final int[] SIZES = {1, 2, 3, 7, 50, 1000};
    private static final int ALL = 100_000;

    /** Called by JUnit. */
    protected SourceContract() {}

    /** A new source over the prepared archive, as the next process makes one. */
    protected abstract HistorySource source() throws Exception;

    /** The account the source is configured for. */
    protected abstract AccountId account();

    /** How many records of the archive cannot be read. */
    protected int damaged() {
        return 0;
    }

    /**
     * A source that was configured wrongly: its folder is not there, its server does not answer.
     *
     * @return empty if there is no such thing
     */
    protected Optional<HistorySource> unusable() throws Exception {
        return Optional.empty();
    }

    /**
     * Adds messages to the end of the archive.
     *
     * @return how many; empty if it cannot grow
     */
    protected OptionalInt grow() throws Exception {
        return OptionalInt.empty();
    }

    /**
     * The chat to read a lane in, for a lane that can be read in this direction in one chat only.
     *
     * @return empty if it can be read as a whole
     */
    protected Optional<Jid> chat(Lane lane, Direction direction) throws Exception {
        return Optional.empty();
    }

    /** How long a call that was interrupted or closed may take to end; far above what it takes. */
    protected Duration limit() {
        return Duration.ofSeconds(20);
    }

    /** What is done with each lane, in each of its directions. */
    private interface EachRange {
        void read(HistoryQuery query) throws Exception;
    }

    private void each(EachRange action) throws Exception {
        List<Lane> lanes = source().lanes();
        assertThat(lanes).as("lanes").isNotEmpty();
        for (Lane lane : lanes) {
            for (Direction direction : lane.directions()) {
                action.read(
                        HistoryQuery.builder(lane)
                                .direction(direction)
                                .chat(chat(lane, direction))
                                .build());
            }
        }
    }

    private Walk walk(HistoryQuery query, int size) throws Exception {
        return Walk.of(source(), query, Optional.empty(), size);
    }

    /** Of one range only: the first that has a few messages. */
    private HistoryQuery rich() throws Exception {
        AtomicReference<HistoryQuery> found = new AtomicReference<>();
        each(
                query -> {
                    if (found.get() == null && walk(query, ALL).messages().size() >= 4) {
                        found.set(query);
                    }
                });
        assertThat(found.get()).as("a lane with at least four messages").isNotNull();
        return found.get();
    }

    private static String place(Rejected record) {
        return record.unit() + ", " + record.position();
    }

    private static List<String> places(Walk walk) {
        return walk.rejected().stream().map(SourceContract::place).toList();
    }

    private Set<Rejected> allRejected() throws Exception {
        Set<String> seen = new HashSet<>();
        Set<Rejected> all = new LinkedHashSet<>();
        each(
                query ->
                        walk(query, ALL).rejected().stream()
                                .filter(record -> seen.add(place(record)))
                                .forEach(all::add));
        return all;
    }

    @Test
    void theArchiveIsWorthReading() throws Exception {
        List<Message> messages = new ArrayList<>();
        each(query -> messages.addAll(walk(query, ALL).messages()));
        assertThat(messages).as("messages").hasSizeGreaterThanOrEqualTo(20);
        assertThat(messages.stream().map(Message::chat).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void probingSaysWhatIsThereInOneLineAndChangesNothing() throws Exception {
        HistoryQuery query = rich();
        List<Entry> before = walk(query, ALL).entries();
        HistorySource source = source();
        SourceInfo info = source.probe();
        assertThat(info.summary()).isNotBlank().doesNotContain("\n");
        assertThat(source.probe()).isEqualTo(info);
        assertThat(Walk.of(source, query, Optional.empty(), ALL).entries()).isEqualTo(before);
    }

    @Test
    void lanesKeepTheirIdsAndOrders() throws Exception {
        List<Lane> lanes = source().lanes();
        assertThat(lanes).extracting(Lane::id).doesNotHaveDuplicates();
        Map<String, Lane.Order> orders =
                lanes.stream().collect(Collectors.toMap(Lane::id, Lane::order));
        rich();
        HistorySource other = source();
        for (int i = 0; i < 2; i++) {
            assertThat(other.lanes().stream().collect(Collectors.toMap(Lane::id, Lane::order)))
                    .isEqualTo(orders);
        }
    }

    @Test
    void noChunkHoldsMoreMessagesThanWereAskedFor() throws Exception {
        each(
                query -> {
                    for (int size : SIZES) {
                        for (HistoryChunk chunk : walk(query, size).chunks) {
                            assertThat(chunk.messages())
                                    .as("messages of a chunk for %d of %s", size, query)
                                    .isLessThanOrEqualTo(size);
                        }
                    }
                });
    }

    @Test
    void noChunkHoldsManyTimesAsManyEntries() throws Exception {
        each(
                query -> {
                    for (int size : SIZES) {
                        for (HistoryChunk chunk : walk(query, size).chunks) {
                            assertThat(chunk.entries().size())
                                    .as("entries of a chunk for %d of %s", size, query)
                                    .isLessThanOrEqualTo(4 * size + 4);
                            assertThat(bytes(chunk))
                                    .as("bytes of a chunk for %d of %s", size, query)
                                    .isLessThan(5L * 1024 * 1024);
                        }
                    }
                });
    }

    private static long bytes(HistoryChunk chunk) {
        long texts =
                chunk.entries().stream()
                        .filter(Entry.MessageEntry.class::isInstance)
                        .map(entry -> ((Entry.MessageEntry) entry).message().text())
                        .mapToLong(text -> text.map(String::length).orElse(0))
                        .sum();
        return texts + chunk.rejected().stream().mapToLong(r -> r.raw().length).sum();
    }

    @Test
    void everyChunkGetsOn() throws Exception {
        each(
                query -> {
                    Optional<Cursor> before = Optional.empty();
                    for (HistoryChunk chunk : walk(query, 2).chunks) {
                        boolean empty = chunk.entries().isEmpty() && chunk.rejected().isEmpty();
                        if (empty && chunk.end() == End.MORE) {
                            assertThat(Optional.of(chunk.next()))
                                    .as("the cursor of a chunk with nothing in it, of " + query)
                                    .isNotEqualTo(before);
                        }
                        before = Optional.of(chunk.next());
                    }
                });
    }

    @Test
    void theSizeOfChunksDoesNotMatter() throws Exception {
        each(
                query -> {
                    Walk whole = walk(query, ALL);
                    for (int size : SIZES) {
                        Walk parts = walk(query, size);
                        assertThat(parts.entries())
                                .as("%s in chunks of %d", query, size)
                                .isEqualTo(whole.entries());
                        assertThat(places(parts)).isEqualTo(places(whole));
                        assertThat(parts.last().end()).isEqualTo(whole.last().end());
                    }
                });
    }

    @Test
    void everyCursorGoesOnWithTheNextRecord() throws Exception {
        each(
                query -> {
                    Walk whole = walk(query, ALL);
                    for (int size : new int[] {1, 5}) {
                        Walk killed = Walk.killedAfterEachChunk(this::source, query, size);
                        assertThat(killed.entries())
                                .as("%s, opened anew after each chunk of %d", query, size)
                                .isEqualTo(whole.entries());
                        assertThat(places(killed)).isEqualTo(places(whole));
                    }
                });
    }

    @Test
    void afterTheEndThereIsNothingMore() throws Exception {
        each(
                query -> {
                    Walk whole = walk(query, 7);
                    Walk more = Walk.of(source(), query, Optional.of(whole.last().next()), ALL);
                    assertThat(more.entries()).as("behind the end of " + query).isEmpty();
                    assertThat(more.rejected()).isEmpty();
                });
    }

    @Test
    void whatIsNewIsReadAfterTheEnd() throws Exception {
        HistoryQuery query = rich();
        Walk whole = walk(query, 7);
        OptionalInt added = grow();
        Assumptions.assumeTrue(added.isPresent(), "this archive cannot grow");
        Walk more = Walk.of(source(), query, Optional.of(whole.last().next()), 7);
        assertThat(more.messages()).hasSize(added.getAsInt());
        assertThat(more.messages()).doesNotContainAnyElementsOf(whole.messages());
    }

    @Test
    void theSameIsReadAgainWhereNothingWasCommitted() throws Exception {
        each(
                query -> {
                    List<Entry> whole = walk(query, ALL).entries();
                    HistorySource source = source();
                    try (HistoryReader reader = source.open(query, Optional.empty())) {
                        Walk.chunk(reader, 3);
                    }
                    assertThat(Walk.of(source, query, Optional.empty(), ALL).entries())
                            .isEqualTo(whole);
                });
    }

    @Test
    void committingMayComeLateAndChangesNothingThatComes() throws Exception {
        HistoryQuery query = rich();
        List<Entry> whole = walk(query, ALL).entries();
        HistorySource source = source();
        List<Entry> read = new ArrayList<>();
        Cursor second;
        try (HistoryReader reader = source.open(query, Optional.empty())) {
            HistoryChunk one = Walk.chunk(reader, 1);
            HistoryChunk two = Walk.chunk(reader, 1);
            read.addAll(one.entries());
            read.addAll(two.entries());
            reader.committed(one.next());
            reader.committed(two.next());
            second = two.next();
            HistoryChunk dropped = Walk.chunk(reader, 1);
            assertThat(dropped.entries().size() + dropped.rejected().size()).isPositive();
        }
        read.addAll(Walk.of(source, query, Optional.of(second), ALL).entries());
        assertThat(read).isEqualTo(whole);
    }

    @Test
    void aReaderCanBeClosedTwiceAndThenReadsNoMore() throws Exception {
        HistoryReader reader = source().open(rich(), Optional.empty());
        Walk.chunk(reader, 1);
        reader.close();
        reader.close();
        assertThatThrownBy(() -> reader.next(1))
                .isInstanceOfAny(InterruptedException.class, SourceException.class);
    }

    @Test
    void closingFromAnotherThreadEndsTheReading() throws Exception {
        HistoryQuery query = rich();
        HistoryReader reader = source().open(query, Optional.empty());
        CountDownLatch begun = new CountDownLatch(1);
        Ending ending =
                Ending.of(
                        () -> {
                            while (true) {
                                reader.next(1);
                                begun.countDown();
                            }
                        });
        assertThat(begun.await(limit().toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        reader.close();
        assertThat(ending.await(limit()))
                .as("how next() ended")
                .isInstanceOfAny(InterruptedException.class, SourceException.class);
    }

    @Test
    void anInterruptedThreadIsLetGo() throws Exception {
        HistoryQuery query = rich();
        Ending ending =
                Ending.of(
                        () -> {
                            Thread.currentThread().interrupt();
                            try (HistoryReader reader = source().open(query, Optional.empty())) {
                                Walk.rest(reader, 1);
                            }
                        });
        Throwable how = ending.await(limit());
        if (how != null) {
            assertThat(how).isInstanceOfAny(InterruptedException.class, SourceException.class);
        }
    }

    /** How a thread ended: {@code null} as an end like any other. */
    private static final class Ending {
        private final Thread thread;
        private final AtomicReference<Throwable> how = new AtomicReference<>();

        private interface Work {
            void run() throws Exception;
        }

        private Ending(Work work) {
            thread =
                    new Thread(
                            () -> {
                                try {
                                    work.run();
                                } catch (Throwable e) {
                                    how.set(e);
                                }
                            });
            thread.setDaemon(true);
            thread.start();
        }

        static Ending of(Work work) {
            return new Ending(work);
        }

        Throwable await(Duration limit) throws InterruptedException {
            thread.join(limit.toMillis());
            assertThat(thread.isAlive()).as("still at work").isFalse();
            return how.get();
        }
    }

    @Test
    void recordsThatCannotBeReadAreListedAndSkipped() throws Exception {
        Set<Rejected> rejected = allRejected();
        assertThat(rejected).as("records that cannot be read").hasSize(damaged());
    }

    @Test
    void aRejectedRecordSaysWhereItStandsAndWhatIsWrongInOneLine() throws Exception {
        for (Rejected record : allRejected()) {
            assertThat(record.unit()).isNotBlank();
            assertThat(record.position()).isNotBlank();
            assertThat(record.reason()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void rejectedRecordsCanBeReadAgain() throws Exception {
        HistorySource source = source();
        Map<String, List<Rejected>> units =
                allRejected().stream().collect(Collectors.groupingBy(Rejected::unit));
        for (List<Rejected> records : units.values()) {
            Optional<HistoryReader> again = source.reread(records);
            if (again.isPresent()) {
                try (HistoryReader reader = again.get()) {
                    assertThat(Walk.rest(reader, 3).rejected())
                            .as("what still cannot be read, by unit and position")
                            .extracting(SourceContract::place)
                            .containsAll(records.stream().map(SourceContract::place).toList());
                }
            }
        }
        Rejected gone = new Rejected("no such unit", "1", "it is gone", new byte[0]);
        assertThat(source.reread(List.of(gone))).isEmpty();
    }

    @Test
    void everyEntryBearsTheAccount() throws Exception {
        each(
                query ->
                        assertThat(walk(query, ALL).entries())
                                .allSatisfy(
                                        entry ->
                                                assertThat(
                                                                target(entry)
                                                                        .map(MessageKey::account)
                                                                        .orElse(account()))
                                                        .isEqualTo(account())));
    }

    private static Optional<MessageKey> target(Entry entry) {
        if (entry instanceof Entry.MessageEntry e) {
            return Optional.of(e.message().key());
        } else if (entry instanceof Entry.Edit e) {
            return Optional.of(e.target());
        } else if (entry instanceof Entry.Revocation e) {
            return Optional.of(e.target());
        } else if (entry instanceof Entry.Reacted e) {
            return Optional.of(e.target());
        } else if (entry instanceof Entry.Receipt e) {
            return Optional.of(e.target());
        }
        return Optional.empty();
    }

    /** What an entry is of; a message may be a status as well. */
    private static Set<Kind> kinds(Entry entry) {
        if (target(entry).isPresent()) {
            return EnumSet.of(Kind.MESSAGES, Kind.STATUSES);
        } else if (entry instanceof Entry.ChatSnapshot) {
            return EnumSet.of(Kind.CONVERSATIONS);
        } else if (entry instanceof Entry.Name || entry instanceof Entry.OwnName) {
            return EnumSet.of(Kind.NAMES);
        } else if (entry instanceof Entry.Link) {
            return EnumSet.of(Kind.IDENTITIES);
        }
        return EnumSet.of(Kind.PARTICIPANTS);
    }

    @Test
    void everythingThatIsAskedForComes() throws Exception {
        each(
                query -> {
                    List<Entry> whole = walk(query, ALL).entries();
                    for (Kind kind : query.lane().kinds()) {
                        boolean both =
                                query.lane()
                                        .kinds()
                                        .containsAll(EnumSet.of(Kind.MESSAGES, Kind.STATUSES));
                        if (both && (kind == Kind.MESSAGES || kind == Kind.STATUSES)) {
                            continue; // which is which, the source knows alone
                        }
                        HistoryQuery narrow =
                                HistoryQuery.builder(query.lane())
                                        .direction(query.direction())
                                        .chat(query.chat())
                                        .kinds(EnumSet.of(kind))
                                        .build();
                        assertThat(walk(narrow, 7).entries())
                                .as("%s of %s", kind, query.lane())
                                .containsAll(
                                        whole.stream()
                                                .filter(entry -> kinds(entry).contains(kind))
                                                .toList());
                    }
                });
    }

    @Test
    void aChatCanBeReadAlone() throws Exception {
        each(
                query -> {
                    List<Message> whole = walk(query, ALL).messages();
                    List<Jid> chats =
                            whole.stream().map(Message::chat).distinct().limit(3).toList();
                    for (Jid chat : chats) {
                        HistoryQuery narrow =
                                HistoryQuery.builder(query.lane())
                                        .direction(query.direction())
                                        .chat(Optional.of(chat))
                                        .build();
                        assertThat(walk(narrow, 7).messages())
                                .as("%s of %s", chat, query.lane())
                                .containsAll(
                                        whole.stream().filter(m -> m.chat().equals(chat)).toList());
                    }
                });
    }

    @Test
    void aSpanOfTimeCanBeReadAlone() throws Exception {
        each(
                query -> {
                    List<Message> whole =
                            walk(query, ALL).messages().stream()
                                    .sorted(Comparator.comparing(Message::timestamp))
                                    .toList();
                    if (query.lane().order() != Lane.Order.TIME || whole.size() < 4) {
                        return;
                    }
                    Instant from = whole.get(whole.size() / 4).timestamp();
                    Instant to = whole.get(whole.size() * 3 / 4).timestamp();
                    HistoryQuery narrow =
                            HistoryQuery.builder(query.lane())
                                    .direction(query.direction())
                                    .chat(query.chat())
                                    .from(new Bound.Time(from))
                                    .to(new Bound.Time(to))
                                    .build();
                    assertThat(walk(narrow, 7).messages())
                            .as("from %s to %s", from, to)
                            .containsAll(
                                    whole.stream()
                                            .filter(m -> !m.timestamp().isBefore(from))
                                            .filter(m -> m.timestamp().isBefore(to))
                                            .toList());
                });
    }

    @Test
    void aLaneInTheOrderOfTimeIsReadInIt() throws Exception {
        each(
                query -> {
                    if (query.lane().order() == Lane.Order.TIME
                            && query.direction() == Direction.FORWARD) {
                        assertThat(walk(query, 7).messages())
                                .extracting(Message::timestamp)
                                .isSorted();
                    }
                });
    }

    @Test
    void whatIsCoveredIsOfTheLaneThatWasRead() throws Exception {
        each(
                query -> {
                    for (HistoryChunk chunk : walk(query, 7).chunks) {
                        assertThat(chunk.covered())
                                .extracting(Covered::lane)
                                .containsOnly(
                                        chunk.covered().isEmpty()
                                                ? new String[0]
                                                : new String[] {query.lane().id()});
                    }
                });
    }

    @Test
    void aForeignCursorIsTypedTrouble() throws Exception {
        each(
                query ->
                        assertThatThrownBy(
                                        () ->
                                                Walk.of(
                                                        source(),
                                                        query,
                                                        Optional.of(
                                                                new Cursor("nobody's\u0000cursor")),
                                                        7))
                                .as("a cursor that is not the source's, on " + query)
                                .isInstanceOf(SourceException.class));
    }

    @Test
    void aSourceThatCannotBeUsedSaysWhatToDo() throws Exception {
        Optional<HistorySource> unusable = unusable();
        Assumptions.assumeTrue(unusable.isPresent(), "there is no unusable source of this kind");
        assertThatThrownBy(() -> unusable.get().probe())
                .isInstanceOf(SourceException.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void manyMayReadAtOnce() throws Exception {
        HistoryQuery query = rich();
        List<Entry> whole = walk(query, ALL).entries();
        HistorySource shared = source();
        List<Callable<List<Entry>>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int size = i + 1;
            tasks.add(
                    () -> {
                        shared.lanes();
                        return Walk.of(shared, query, Optional.empty(), size).entries();
                    });
        }
        for (List<Entry> read : StoreThreadRules.together(tasks)) {
            assertThat(read).isEqualTo(whole);
        }
    }

    @Test
    void followingIsThereIfItWasProbed() throws Exception {
        HistorySource source = source();
        Optional<Closeable> handle = source.live(new Silent());
        assertThat(handle.isPresent()).isEqualTo(source.probe().live());
        if (handle.isPresent()) {
            handle.get().close();
            handle.get().close();
        }
    }

    /** Takes what is delivered live and does nothing with it. */
    private static final class Silent implements LiveSink {
        @Override
        public void accept(List<? extends Entry> entries, List<Covered> covered) {}

        @Override
        public void lost(SourceException why) {}
    }
}
