package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as large as they may be, made of as many small parts as fit: few bytes stay few. */
class CappedTest {
    private static final Jid GROUP = Jid.of("120363@g.us");
    private static final int RECORD = 4 * 1024 * 1024 - 1024;
    private static final long MAX_ALLOCATED = 48L * 1024 * 1024;

    private final RecordDecoder decoder = new RecordDecoder(AccountId.of("phone"));

    @TempDir Path dir;

    private static Wire key() throws IOException {
        return Wire.of().str(1, GROUP.value()).num(2, 1).str(3, "A");
    }

    /** So many of these fields as a record may hold. */
    private static byte[] repeated(Wire field) throws IOException {
        byte[] one = field.done();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < RECORD) {
            all.write(one);
        }
        return all.toByteArray();
    }

    private void refused(String what, byte[] record) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        assertThatThrownBy(
                        () -> decoder.historySyncMsg(record, 0, record.length, Optional.of(GROUP)))
                .as(what)
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("more than 4096 parts");
        long used = threads.getThreadAllocatedBytes(id) - before;
        assertThat(used).as(what).isLessThan(MAX_ALLOCATED);
    }

    private void refusedBeside(String what, Wire field) throws IOException {
        Wire info = Wire.of().msg(1, key()).num(3, 1_700_000_000L);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(info.done());
        all.write(repeated(field));
        refused(what, Wire.of().raw(1, all.toByteArray()).done());
    }

    private void refusedWithin(String what, int kind, Wire field) throws IOException {
        byte[] content = Wire.of().raw(kind, repeated(field)).done();
        Wire info = Wire.of().msg(1, key()).num(3, 1_700_000_000L).raw(2, content);
        refused(what, Wire.of().msg(1, info).done());
    }

    @Test
    void noMessageHasMoreThanSoManyParts() throws IOException {
        refusedBeside("reactions", Wire.of().msg(41, Wire.of().msg(1, key()).str(2, "x")));
        refusedBeside("votes", Wire.of().msg(45, Wire.of().msg(1, key())));
        Wire going = Wire.of().msg(1, key()).msg(3, Wire.of().num(1, 1));
        refusedBeside("answers", Wire.of().msg(61, going));
        refusedBeside("parameters", Wire.of().str(26, "x"));
        refusedWithin("options", 64, Wire.of().msg(3, Wire.of()));
        refusedWithin("results", 88, Wire.of().msg(2, Wire.of()));
        refusedWithin("contacts", 13, Wire.of().msg(2, Wire.of()));
        Wire row = Wire.of().msg(2, Wire.of().str(1, "x"));
        refusedWithin("rows", 36, Wire.of().msg(5, row));
        Wire vote = Wire.of().msg(1, key()).raw(2, repeated(Wire.of().raw(1, new byte[0])));
        Wire info = Wire.of().msg(1, key()).num(3, 1).msg(45, vote);
        refused("choices", Wire.of().msg(1, info).done());
    }

    @Test
    void noGroupHasMoreThanSoManyPastMembers() throws Exception {
        ByteArrayOutputStream past = new ByteArrayOutputStream();
        past.write(Wire.of().str(1, GROUP.value()).done());
        past.write(repeated(Wire.of().msg(2, Wire.of().str(1, "1@lid"))));
        Wire chunk = Wire.of().num(1, 3).msg(7, Wire.of().str(1, "2@lid").str(2, "Ben"));
        chunk.raw(12, past.toByteArray()).msg(7, Wire.of().str(1, "1@lid").str(2, "Anna"));
        chunk.zlib(dir.resolve("0001.bin"));
        Reading reading = Reading.of(dir, Lanes.RECENT, 1000);
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.entries(Entry.Membership.class)).hasSize(16_384);
        assertThat(reading.entries(Entry.Name.class)).hasSize(2);
    }

    @Test
    void whoeverIsMentionedTooOftenIsLeftOut() throws IOException {
        byte[] mentions = repeated(Wire.of().str(15, "1@lid"));
        Wire text = Wire.of().str(1, "x").raw(17, mentions);
        Wire info = Wire.of().msg(1, key()).num(3, 1).msg(2, Wire.of().msg(6, text));
        byte[] record = Wire.of().msg(1, info).done();
        assertThat(decoder.historySyncMsg(record, 0, record.length, Optional.of(GROUP)).entries())
                .hasSize(1);
    }
}
