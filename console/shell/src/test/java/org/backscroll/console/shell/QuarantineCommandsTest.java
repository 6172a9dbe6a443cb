package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Quarantine;
import org.backscroll.formats.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineCommandsTest {
    private static final JobKey FULL =
            new JobKey(FakeServices.PHONE, "wa", HistorySyncType.FULL, Optional.empty());
    private static final JobKey RECENT =
            new JobKey(FakeServices.PHONE, "wa", HistorySyncType.RECENT, Optional.empty());

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final QuarantineCommands commands = new QuarantineCommands(services);
    private final Kept kept = new Kept();
    private final Unit unit = new Unit();

    @BeforeEach
    void setUp() {
        services.ofStore.put(Quarantine.class, kept);
        services.sources.clear();
        services.sources.add(new Services.Source(unit, "wa", "fake", FakeServices.PHONE));
        kept.add(1, FULL, "u1", "record 1");
        kept.add(2, FULL, "u1", "record 2");
        kept.add(3, RECENT, "u1", "record 1");
        kept.add(4, RECENT, "lost", "record 1");
    }

    private Answer run(String... words) throws CommandException {
        return (Answer) commands.quarantine(captured.session(), words);
    }

    private String json(String... words) throws CommandException {
        return Json.toString(run(words)::json);
    }

    @Test
    void whatTheSourceHasLearntToReadIsStoredAndLeaves() throws Exception {
        unit.bad.add("record 1");
        unit.bad.add("record 2");
        assertThat(json("retry"))
                .isEqualTo(
                        "{\"success\":true,\"tried\":4,\"read\":0,\"still_rejected\":3,"
                                + "\"source_gone\":1,\"busy\":0,\"new_messages\":0,"
                                + "\"changed_messages\":0}");
        assertThat(kept.again).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(captured.err())
                .isEqualTo("lost is gone, or its source keeps nothing to read again\n");

        unit.bad.remove("record 1"); // it is updated
        assertThat(json("retry")).contains("\"read\":2,\"still_rejected\":1", "\"new_messages\":1");
        assertThat(kept.read).containsExactlyInAnyOrder(1L, 3L);
        assertThat(unit.asked).isEqualTo(2);
        assertThat(services.store.held).isEmpty();
        assertThat(services.store.batches)
                .allSatisfy(batch -> assertThat(batch.rejected()).isEmpty());
    }

    @Test
    void onlyThoseThatAreNamedAreTriedAndNewTroubleIsKept() throws Exception {
        unit.bad.add("record 2");
        unit.bad.add("record 9");

        assertThat(json("retry", "2")).contains("\"tried\":1,\"read\":0,\"still_rejected\":1");

        assertThat(kept.again).containsExactly(2L);
        assertThat(services.store.batches.get(0).rejected())
                .extracting(Rejected::position)
                .containsExactly("record 9");
        assertThat(catchThrowableOfType(CommandException.class, () -> run("retry", "77")))
                .hasMessage("there is no record 77 in quarantine; see: quarantine list");
    }

    @Test
    void recordsOfASyncAtWorkAreLeftAlone() throws Exception {
        services.store.held.add(FULL);

        Answer answer = run("retry", "1", "2", "3");

        assertThat(Json.toString(answer::json)).contains("\"read\":1", "\"busy\":2");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(captured.err())
                .isEqualTo("busy: FULL of wa is at work; try again when it is done, see: jobs\n");
        assertThat(services.store.held).containsExactly(FULL);
    }

    @Test
    void withoutItsSourceNothingIsTried() throws Exception {
        services.sources.clear();

        assertThat(json("retry")).contains("\"read\":0", "\"source_gone\":4");
        assertThat(kept.read).isEmpty();
        assertThat(captured.err()).contains("account phone has no source wa (any more)");
    }

    @Test
    void oneRecordIsShownWithItsBytes() throws Exception {
        assertThat(run("show", "2").text(new Screen(80, ZoneOffset.UTC)))
                .contains("u1", "record 2", "odd", "FULL", "000000  61 62 00 ff", "ab..");
        assertThat(json("show", "2"))
                .endsWith("\"bytes\":4,\"since\":77,\"times\":1,\"raw_base64\":\"YWIA/w==\"}");
        for (String[] wrong :
                List.of(new String[] {"show"}, new String[] {"show", "x"}, new String[] {"drop"})) {
            assertThat(catchThrowableOfType(CommandException.class, () -> run(wrong)).exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    void theListIsTheDefault() throws Exception {
        assertThat(json()).isEqualTo(json("list")).contains("\"id\":4", "\"id\":1");
        assertThat(json("--limit", "2")).doesNotContain("\"id\":1,");
    }

    /** A quarantine in memory that notes what it is told. */
    private static final class Kept implements Quarantine {
        private final List<Held> records = new ArrayList<>();
        private final Set<Long> read = new HashSet<>();
        private final Set<Long> again = new HashSet<>();

        void add(long id, JobKey key, String unit, String position) {
            byte[] raw = "ab\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
            Rejected record = new Rejected(unit, position, "odd", raw);
            records.add(0, new Held(id, key, record, Instant.ofEpochMilli(77), 1));
        }

        @Override
        public List<Held> quarantined(int limit) {
            return records.stream().limit(limit).toList();
        }

        @Override
        public void retried(Set<Long> nowRead, Set<Long> notRead) {
            read.addAll(nowRead);
            again.addAll(notRead);
        }
    }

    /** A source with one unit, in which some records are bad; another unit is lost. */
    private static final class Unit implements HistorySource {
        private final Set<String> bad = new HashSet<>();
        private int asked;

        @Override
        public Optional<HistoryReader> reread(List<Rejected> records) {
            assertThat(records).extracting(Rejected::unit).containsOnly(records.get(0).unit());
            if (!records.get(0).unit().equals("u1")) {
                return Optional.empty();
            }
            asked++;
            return Optional.of(
                    new HistoryReader() {
                        @Override
                        public Fetched next(int maxMessages) {
                            return chunk();
                        }

                        @Override
                        public void close() {}
                    });
        }

        private HistoryChunk chunk() {
            HistoryChunk.Builder chunk = HistoryChunk.builder(new Cursor("1"), End.IDLE);
            if (!bad.contains("record 1")) {
                MessageKey key =
                        new MessageKey(
                                FakeServices.PHONE,
                                Jid.of("1@g.us"),
                                MessageKey.Author.ME,
                                "record 1");
                Message message = Message.builder(key, Instant.EPOCH).build();
                chunk.entries(List.of(new Entry.MessageEntry(message)));
            }
            return chunk.rejected(
                            bad.stream()
                                    .sorted()
                                    .map(at -> new Rejected("u1", at, "odd", new byte[0]))
                                    .toList())
                    .build();
        }

        @Override
        public SourceInfo probe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Lane> lanes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
            throw new UnsupportedOperationException();
        }
    }
}
