package org.backscroll.source.whatsapp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** Good records and chunks to mangle: of every kind by hand, and real ones where there are any. */
final class Seeds {
    private static final String ANNA = "4911@s.whatsapp.net";
    private static final String GROUP = "120363@g.us";
    private static final int REAL = 20;

    /** HistorySyncMsg, each by itself. */
    final List<byte[]> records = new ArrayList<>();

    /** HistorySync, inflated; a few kilobytes each. */
    final List<byte[]> chunks = new ArrayList<>();

    /** How many of the records are real. */
    final int real;

    private Seeds(int real) {
        this.real = real;
    }

    static Seeds collect(Path corpus) throws IOException {
        List<byte[]> found = Files.isDirectory(corpus) ? fromCorpus(corpus) : List.of();
        Seeds seeds = new Seeds(found.size());
        seeds.byHand();
        seeds.records.addAll(found);
        for (int type = 0; type <= 7; type++) {
            seeds.chunks.add(chunk(type, seeds.records, type * 7));
        }
        return seeds;
    }

    /** Compresses a chunk. */
    static byte[] zlib(byte[] chunk) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(chunk);
        }
        return bytes.toByteArray();
    }

    /** A message of every field there is, of the most general shape, and some in detail. */
    private void byHand() throws IOException {
        records.add(record(Wire.of().str(1, "hello")));
        for (int field = 3; field <= 131; field++) {
            records.add(record(Wire.of().msg(field, general(2))));
        }
        Wire options = Wire.of().str(2, "When?").msg(3, Wire.of().str(1, "Mon"));
        Wire vote = Wire.of().raw(1, Sealed.sha256("Mon".getBytes()));
        Wire poll = info().msg(2, Wire.of().msg(64, options));
        poll.msg(45, Wire.of().msg(1, key()).msg(2, vote).num(3, 1_700_000_000_100L));
        records.add(Wire.of().msg(1, poll).num(2, 5).done());
        Wire marked = info().msg(2, Wire.of().str(1, "x")).num(4, 4).str(5, ANNA).num(17, 1);
        marked.str(19, "Anna").msg(40, Wire.of().str(1, ANNA).num(3, 1_700_000_001L));
        marked.msg(41, Wire.of().msg(1, key()).str(2, "+1").num(4, 1_700_000_000_100L));
        marked.msg(49, Wire.of().num(1, 1)).msg(54, Wire.of().num(1, 1));
        marked.msg(61, Wire.of().msg(1, key()).num(2, 7).msg(3, Wire.of().num(1, 2)));
        records.add(Wire.of().msg(1, marked).num(2, 6).done());
        Wire stub = info().num(24, 27).str(26, ANNA).str(26, "4922@s.whatsapp.net");
        records.add(Wire.of().msg(1, stub).num(2, 7).done());
    }

    /** Texts, numbers, an answer and a message within, under the numbers that most kinds use. */
    private static Wire general(int depth) throws IOException {
        Wire wire = Wire.of().str(1, ANNA).num(2, 14).str(3, "three").num(4, 1);
        if (depth > 0) {
            wire.msg(5, general(depth - 1)).msg(8, general(depth - 1)).msg(1, key());
        }
        wire.str(6, "six").num(7, 1_700_000_000L).msg(14, Wire.of().str(1, "new"));
        return wire.msg(17, Wire.of().str(1, "Q1").str(15, ANNA).num(21, 4).num(22, 1));
    }

    private static Wire key() throws IOException {
        return Wire.of().str(1, GROUP).num(2, 0).str(3, "A1").str(4, ANNA);
    }

    private static Wire info() throws IOException {
        return Wire.of().msg(1, key()).num(3, 1_700_000_000L);
    }

    private static byte[] record(Wire message) throws IOException {
        return Wire.of().msg(1, info().msg(2, message)).num(2, 4).done();
    }

    private static byte[] chunk(int type, List<byte[]> records, int from) throws IOException {
        Wire chunk = Wire.of().num(1, type);
        for (int c = 0; c < 2; c++) {
            Wire chat = Wire.of().str(1, c == 0 ? GROUP : ANNA);
            for (int i = 0; i < 3; i++) {
                chat.raw(2, records.get((from + 17 * i + c) % records.size()));
            }
            chat.num(6, 3).num(11, 1).num(12, 1_700_000_000L).str(13, "Name").num(16, 1);
            chat.msg(20, Wire.of().str(1, ANNA).num(2, 1)).num(24, 1).num(25, 1_800_000_000L);
            chunk.msg(2, chat.str(39, ANNA).str(42, "77@lid"));
        }
        chunk.msg(3, info().msg(2, Wire.of().str(1, "status")));
        chunk.num(5, 2).num(6, 50).msg(7, Wire.of().str(1, ANNA).str(2, "Anna"));
        Wire past = Wire.of().str(1, ANNA).num(2, 1).num(3, 1_700_000_000L);
        chunk.msg(12, Wire.of().str(1, GROUP).msg(2, past));
        Wire call = Wire.of().num(1, 4).num(5, 1_700_000_000L).num(6, 1).str(11, "C1");
        chunk.msg(13, call.str(12, ANNA).msg(14, Wire.of().str(1, ANNA)));
        chunk.msg(15, Wire.of().str(1, ANNA).str(2, "77@lid"));
        return chunk.msg(20, Wire.of().str(1, ANNA).str(2, "77@lid").str(3, "Anna A.")).done();
    }

    private static List<byte[]> fromCorpus(Path corpus) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(corpus.resolve("chunks"))) {
            for (Path file : files.sorted().limit(6).toList()) {
                Unit unit = FuzzTest.unit(file);
                try (Inflated in = Inflated.open(unit, 1 << 20)) {
                    Frames frames = new Frames(in, 1 << 20, new Collector(records));
                    for (int left = REAL; frames.step() && left > 0; left--) {
                        // each step may collect one
                    }
                }
            }
        }
        return records;
    }

    /** Keeps records as they are. */
    private record Collector(List<byte[]> records) implements Frames.Sink {
        @Override
        public void number(int field, long value) {
            // only records
        }

        @Override
        public boolean decodes(int field) {
            return false;
        }

        @Override
        public void message(int field, byte[] array, int offset, int length) {
            // only records
        }

        @Override
        public boolean conversation() {
            return true;
        }

        @Override
        public void attribute(int field, long value) {
            // only records
        }

        @Override
        public void attribute(int field, byte[] array, int offset, int length) {
            // only records
        }

        @Override
        public void record(byte[] array, int offset, int length) {
            records.add(java.util.Arrays.copyOfRange(array, offset, offset + length));
        }

        @Override
        public void conversationEnd(boolean whole) {
            // only records
        }

        @Override
        public void damaged(String position, String reason, byte[] raw) {
            // a file that is cut off in the middle of reading
        }
    }
}
