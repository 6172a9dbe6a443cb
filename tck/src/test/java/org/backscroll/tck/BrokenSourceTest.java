package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backscroll.api.AccountId;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each broken source fails at the promise it breaks. */
class BrokenSourceTest {
    private static Supplier<ListSource> current;

    /** Run by the tests below alone. */
    static final class Case extends SourceContract {
        private final ListSource grown = current.get();
        private boolean grows;

        @Override
        protected HistorySource source() {
            ListSource source = current.get();
            if (grows) {
                source.archive.addAll(
                        grown.archive.subList(source.archive.size(), grown.archive.size()));
            }
            return source;
        }

        @Override
        protected AccountId account() {
            return ListSource.ACCOUNT;
        }

        @Override
        protected int damaged() {
            return 3;
        }

        @Override
        protected Optional<HistorySource> unusable() {
            return Optional.of(
                    new ListSource() {
                        @Override
                        public SourceInfo probe() throws SourceException {
                            if (current.get() instanceof Rude) {
                                throw new IllegalStateException();
                            }
                            throw new SourceException.Permanent("make a list", null);
                        }
                    });
        }

        @Override
        protected OptionalInt grow() {
            grown.add(500);
            grown.add(501);
            grows = true;
            return OptionalInt.of(2);
        }

        @Override
        protected Duration limit() {
            return Duration.ofSeconds(1);
        }
    }

    /** Breaks chunks on their way out. */
    private interface Out {
        HistoryChunk out(HistoryChunk chunk, int size);
    }

    private static Supplier<ListSource> out(Out change) {
        return () ->
                new ListSource() {
                    @Override
                    HistoryChunk out(HistoryChunk chunk, int size) {
                        return change.out(chunk, size);
                    }
                };
    }

    private static class Rude extends ListSource {}

    private static Supplier<ListSource> reader(
            java.util.function.BiFunction<ListSource, HistoryQuery, HistoryReader> readers) {
        return () ->
                new ListSource() {
                    @Override
                    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume)
                            throws SourceException {
                        return resume.isPresent()
                                ? super.open(query, resume)
                                : readers.apply(this, query);
                    }
                };
    }

    private static HistoryChunk map(
            HistoryChunk c, java.util.function.UnaryOperator<Entry> change) {
        return ListSource.with(c, c.entries().stream().map(change).toList(), c.rejected());
    }

    private static final Map<String, Supplier<ListSource>> BROKEN = new LinkedHashMap<>();

    private static int counter;
    private static int shared;

    static {
        BROKEN.put(
                "theArchiveIsWorthReading",
                () -> {
                    ListSource source = new ListSource();
                    source.archive.subList(3, source.archive.size()).clear();
                    return source;
                });
        BROKEN.put(
                "probingSaysWhatIsThereInOneLineAndChangesNothing",
                () ->
                        new ListSource() {
                            @Override
                            public SourceInfo probe() {
                                archive.remove(0);
                                return new SourceInfo("a list", Optional.empty(), false);
                            }
                        });
        BROKEN.put(
                "lanesKeepTheirIdsAndOrders",
                () ->
                        new ListSource() {
                            @Override
                            public List<Lane> lanes() {
                                String id = UUID.randomUUID().toString();
                                return List.of(ARCHIVE, Lane.builder(id, NAMES.kinds()).build());
                            }
                        });
        BROKEN.put(
                "noChunkHoldsMoreMessagesThanWereAskedFor",
                () ->
                        new ListSource() {
                            @Override
                            int take(List<Object> left, int size) {
                                return super.take(left, size + 1);
                            }
                        });
        BROKEN.put(
                "noChunkHoldsManyTimesAsManyEntries",
                () ->
                        new ListSource() {
                            @Override
                            int take(List<Object> left, int size) {
                                boolean names =
                                        !left.isEmpty() && left.get(0) instanceof Entry.Name;
                                return names ? left.size() : super.take(left, size);
                            }
                        });
        BROKEN.put(
                "everyChunkGetsOn",
                out(
                        (c, size) ->
                                HistoryChunk.builder(
                                                new Cursor("1"),
                                                counter++ % 50 == 49 ? End.IDLE : End.MORE)
                                        .build()));
        BROKEN.put(
                "theSizeOfChunksDoesNotMatter",
                out(
                        (c, size) ->
                                c.entries().isEmpty()
                                        ? c
                                        : ListSource.with(
                                                c,
                                                c.entries().subList(1, c.entries().size()),
                                                c.rejected())));
        Supplier<ListSource> repeating =
                () ->
                        new ListSource() {
                            @Override
                            int place(Cursor cursor) throws SourceException {
                                return super.place(cursor) - 1;
                            }
                        };
        BROKEN.put("everyCursorGoesOnWithTheNextRecord", repeating);
        BROKEN.put("afterTheEndThereIsNothingMore", repeating);
        BROKEN.put(
                "whatIsNewIsReadAfterTheEnd",
                () ->
                        new ListSource() {
                            @Override
                            int place(Cursor cursor) throws SourceException {
                                return super.place(cursor) + 1;
                            }
                        });
        BROKEN.put(
                "theSameIsReadAgainWhereNothingWasCommitted",
                () ->
                        new ListSource() {
                            @Override
                            HistoryChunk out(HistoryChunk chunk, int size) {
                                archive.remove(0);
                                return chunk;
                            }
                        });
        BROKEN.put(
                "committingMayComeLateAndChangesNothingThatComes",
                () ->
                        new ListSource() {
                            @Override
                            public HistoryReader open(HistoryQuery q, Optional<Cursor> resume)
                                    throws SourceException {
                                return new Reader(q, resume.isPresent() ? place(resume.get()) : 0) {
                                    @Override
                                    public void committed(Cursor cursor) {
                                        archive.remove(0);
                                    }
                                };
                            }
                        });
        BROKEN.put(
                "aReaderCanBeClosedTwiceAndThenReadsNoMore",
                reader(
                        (source, q) ->
                                source.new Reader(q, 0) {
                                    @Override
                                    public void close() {}
                                }));
        BROKEN.put(
                "closingFromAnotherThreadEndsTheReading",
                BROKEN.get("aReaderCanBeClosedTwiceAndThenReadsNoMore"));
        BROKEN.put(
                "anInterruptedThreadIsLetGo",
                reader(
                        (source, q) ->
                                source.new Reader(q, 0) {
                                    @Override
                                    public HistoryChunk next(int size)
                                            throws SourceException, InterruptedException {
                                        try {
                                            return super.next(size);
                                        } catch (InterruptedException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }
                                }));
        BROKEN.put(
                "recordsThatCannotBeReadAreListedAndSkipped",
                out((c, size) -> ListSource.with(c, c.entries(), List.of())));
        BROKEN.put(
                "aRejectedRecordSaysWhereItStandsAndWhatIsWrongInOneLine",
                out(
                        (c, size) ->
                                ListSource.with(
                                        c,
                                        c.entries(),
                                        c.rejected().stream()
                                                .map(
                                                        r ->
                                                                new Rejected(
                                                                        r.unit(),
                                                                        r.position(),
                                                                        "torn\nat the edge",
                                                                        r.raw()))
                                                .toList())));
        BROKEN.put(
                "rejectedRecordsCanBeReadAgain",
                () ->
                        new ListSource() {
                            @Override
                            public Optional<HistoryReader> reread(List<Rejected> records) {
                                return Optional.of(
                                        new Reader(HistoryQuery.builder(NAMES).build(), 0));
                            }
                        });
        BROKEN.put(
                "everyEntryBearsTheAccount",
                out(
                        (c, size) ->
                                map(
                                        c,
                                        entry ->
                                                entry instanceof Entry.MessageEntry m
                                                        ? new Entry.MessageEntry(
                                                                Message.builder(
                                                                                new MessageKey(
                                                                                        AccountId
                                                                                                .of(
                                                                                                        "x"),
                                                                                        m.message()
                                                                                                .chat(),
                                                                                        MessageKey
                                                                                                .Author
                                                                                                .ME,
                                                                                        "x"),
                                                                                Said.T0)
                                                                        .build())
                                                        : entry)));
        BROKEN.put(
                "everythingThatIsAskedForComes",
                () ->
                        new ListSource() {
                            @Override
                            boolean wanted(HistoryQuery query, Object record) {
                                return query.kinds().size() > 1
                                        || query.kinds().contains(Kind.NAMES);
                            }
                        });
        BROKEN.put(
                "aChatCanBeReadAlone",
                () ->
                        new ListSource() {
                            @Override
                            boolean wanted(HistoryQuery query, Object record) {
                                return query.chat().isEmpty() || !archive.get(0).equals(record);
                            }
                        });
        BROKEN.put(
                "aSpanOfTimeCanBeReadAlone",
                () ->
                        new ListSource() {
                            @Override
                            boolean wanted(HistoryQuery query, Object record) {
                                return super.wanted(query, record)
                                        && !(query.from() instanceof Bound.Time from
                                                && record instanceof Entry.MessageEntry m
                                                && m.message().timestamp().equals(from.instant()));
                            }
                        });
        BROKEN.put(
                "aLaneInTheOrderOfTimeIsReadInIt",
                () -> {
                    ListSource source = new ListSource();
                    Collections.reverse(source.archive);
                    return source;
                });
        BROKEN.put(
                "whatIsCoveredIsOfTheLaneThatWasRead",
                out(
                        (c, size) ->
                                HistoryChunk.builder(c.next(), c.end())
                                        .entries(c.entries())
                                        .covered(
                                                List.of(
                                                        new Covered(
                                                                "another",
                                                                Optional.empty(),
                                                                new Mark(0, ""),
                                                                new Mark(1, ""),
                                                                true,
                                                                false)))
                                        .build()));
        BROKEN.put(
                "aForeignCursorIsTypedTrouble",
                () ->
                        new ListSource() {
                            @Override
                            int place(Cursor cursor) {
                                return cursor.value().length();
                            }
                        });
        BROKEN.put("aSourceThatCannotBeUsedSaysWhatToDo", Rude::new);
        BROKEN.put(
                "manyMayReadAtOnce",
                () -> {
                    shared = 0;
                    return new ListSource() {
                        @Override
                        public HistoryReader open(HistoryQuery q, Optional<Cursor> resume) {
                            return new Reader(q, 0) {
                                @Override
                                public HistoryChunk next(int size)
                                        throws SourceException, InterruptedException {
                                    LockSupport.parkNanos(1_000_000);
                                    synchronized (BROKEN) {
                                        place = shared;
                                        HistoryChunk chunk = super.next(size);
                                        shared = chunk.end() == End.MORE ? place : 0;
                                        return chunk;
                                    }
                                }
                            };
                        }
                    };
                });
        BROKEN.put(
                "followingIsThereIfItWasProbed",
                () ->
                        new ListSource() {
                            @Override
                            public SourceInfo probe() {
                                return new SourceInfo("a list", Optional.empty(), true);
                            }
                        });
    }

    @TestFactory
    Stream<DynamicTest> aBrokenSourceFails() {
        return BROKEN.entrySet().stream()
                .map(
                        one ->
                                DynamicTest.dynamicTest(
                                        one.getKey(), () -> fails(one.getValue(), one.getKey())));
    }

    private static void fails(Supplier<ListSource> source, String test) {
        current = source;
        assertThat(Kit.failed(Kit.run(selectMethod(Case.class, Kit.method(Case.class, test)))))
                .containsExactly(test);
    }

    /** A source that throws where it should list. */
    @Test
    void aSourceThatThrowsWhatItCannotReadFails() {
        fails(
                out(
                        (c, size) -> {
                            if (!c.rejected().isEmpty()) {
                                throw new IllegalStateException("torn");
                            }
                            return c;
                        }),
                "recordsThatCannotBeReadAreListedAndSkipped");
    }

    @Test
    void theSourceThatIsBrokenIsSound() {
        current = ListSource::new;
        assertThat(Kit.failed(Kit.run(selectClass(Case.class)))).isEmpty();
    }

    @Test
    void everyPromiseIsBrokenByOne() {
        List<String> broken = new ArrayList<>(BROKEN.keySet());
        assertThat(new TreeSet<>(broken)).isEqualTo(Kit.tests(SourceContract.class));
    }
}
