package org.backscroll.source.whatsapp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.backscroll.api.source.Rejected;

/**
 * Walks a HistorySync from field to field and from record to record without holding more than one
 * of them, and finds its way again after damage.
 *
 * <p>The rule after damage: a field's length is believed if what follows it makes sense; else, or
 * if a record's {@link Signature} stands within it, reading goes on at the next signature.
 */
final class Frames {
    /** Takes what is found. An {@link IOException} says that it cannot be decoded. */
    interface Sink {
        /** A top-level number. */
        void number(int field, long value);

        /** Whether a top-level message is wanted; others are passed over. */
        boolean decodes(int field);

        /** A top-level message. */
        void message(int field, byte[] array, int offset, int length) throws IOException;

        /** A conversation begins; false passes over it. */
        boolean conversation();

        /** A number of a conversation. */
        void attribute(int field, long value) throws IOException;

        /** A string or message of a conversation. */
        void attribute(int field, byte[] array, int offset, int length) throws IOException;

        /** A message record of a conversation. */
        void record(byte[] array, int offset, int length) throws IOException;

        /**
         * The conversation has ended.
         *
         * @param whole whether all of its attributes were seen
         */
        void conversationEnd(boolean whole);

        /** Something could not be read. */
        void damaged(String position, String reason, byte[] raw);
    }

    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final int MAX_ATTRIBUTE = 64 * 1024;

    /** After so many bytes without sense, no more is to be expected. */
    private static final int SCAN_LIMIT = 8 * 1024 * 1024;

    /** Bytes that may be decoded in vain: a bound for files made to be slow. */
    private static final long WASTE_LIMIT = 256L * 1024 * 1024;

    private final Inflated in;
    private final Window window;
    private final int maxRecord;
    private final Sink sink;

    private boolean done;
    private boolean understood; // anything at all
    private boolean inside; // a conversation
    private long limit; // where it ends
    private boolean whole; // its attributes so far
    private int conversations;
    private long conversationOffset;
    private int records;
    private long wasted;

    Frames(Inflated in, int maxRecord, Sink sink) {
        this.in = in;
        this.window = new Window(in);
        this.maxRecord = maxRecord;
        this.sink = sink;
    }

    /**
     * Begins at a conversation that another reading came by.
     *
     * @param offset where it begins
     * @param before how many conversations come before it
     */
    void startAt(long offset, int before) throws IOException {
        if (window.skip(offset)) {
            conversations = before;
            understood = true;
        }
    }

    /** Where the conversation last begun begins. */
    long conversationOffset() {
        return conversationOffset;
    }

    /** How many conversations come before it. */
    int conversationsBefore() {
        return Math.max(0, conversations - 1);
    }

    /** Goes one field further; false if there is none. */
    boolean step() throws IOException {
        if (done) {
            return false;
        }
        window.ensure(Signature.LOOK_AHEAD);
        if (inside && window.position() == limit) {
            end(whole);
        } else if (window.available() == 0) {
            String reason = inside ? "it ends in the midst of a conversation" : null;
            finish(where(), reason, new byte[0]);
        } else if (inside) {
            stepInside();
        } else {
            stepTop();
        }
        return true;
    }

    private void stepTop() throws IOException {
        Optional<Header> read = Header.read(window, 0);
        if (read.isEmpty()) {
            recover("a field cannot be told", 0);
            return;
        }
        Header header = read.get();
        if (Schema.contradictsTop(header)) {
            recover("field " + header.field() + " has the wrong wire type", header.whole());
        } else if (header.varint()) {
            sink.number(header.field(), header.value());
            understood |= Schema.top(header);
            window.advance(header.size());
        } else if (header.delimited() && header.field() == Schema.CONVERSATIONS) {
            conversation(header);
        } else if (header.delimited() && sink.decodes(header.field())) {
            if (header.value() > maxRecord) {
                recover("a field of " + header.value() + " bytes is too large", header.whole());
            } else if (!window.ensure((int) header.whole())) {
                recover("it ends in the midst of a field", 0);
            } else {
                message(header);
            }
        } else {
            pass(header);
        }
    }

    private void message(Header header) throws IOException {
        try {
            int offset = window.offset() + header.size();
            sink.message(header.field(), window.array(), offset, (int) header.value());
            understood = true;
            window.advance((int) header.whole());
        } catch (IOException | IllegalArgumentException e) {
            recover(reason(e), header.whole());
        }
    }

    private void conversation(Header header) throws IOException {
        understood = true;
        if (Signature.at(window, 0) == Signature.RECORD) {
            // the one before it was longer than it said
            sink.damaged(where(), "a conversation's length is wrong", new byte[0]);
            openEnded(header);
            return;
        }
        conversations++;
        conversationOffset = window.position();
        records = 0;
        if (sink.conversation()) {
            inside = true;
            whole = true;
            limit = window.position() + header.whole();
            window.advance(header.size());
        } else {
            pass(header);
        }
    }

    /** Goes on with records whose conversation's beginning was not seen. */
    private void openEnded(Header header) throws IOException {
        if (sink.conversation()) {
            inside = true;
            whole = false;
            limit = UNKNOWN;
        } else {
            pass(header);
        }
    }

    private void pass(Header header) throws IOException {
        if (!window.skip(header.whole())) {
            finish(where(), "it ends in the midst of a field", new byte[0]);
        }
    }

    private void stepInside() throws IOException {
        Optional<Header> read = Header.read(window, 0);
        if (read.isEmpty() || read.get().whole() > limit - window.position()) {
            misfit();
            return;
        }
        Header header = read.get();
        if (header.delimited() && header.field() == Schema.RECORDS) {
            records++;
            record(header);
        } else if (header.varint()) {
            try {
                sink.attribute(header.field(), header.value());
                window.advance(header.size());
            } catch (IOException e) {
                whole = false;
                recover(reason(e), 0);
            }
        } else if (header.delimited() && header.value() <= MAX_ATTRIBUTE) {
            text(header);
        } else {
            pass(header);
        }
    }

    /** What stands here cannot be a field of this conversation, or does not fit into it. */
    private void misfit() throws IOException {
        Signature here = Signature.at(window, 0);
        if (here == Signature.NONE) {
            whole = false;
            recover("a field of a conversation cannot be told", 0);
            return;
        }
        sink.damaged(where(), "a conversation's length is wrong", new byte[0]);
        if (here == Signature.RECORD) {
            whole = false;
            limit = UNKNOWN;
        } else {
            end(whole);
        }
    }

    private void text(Header header) throws IOException {
        if (!window.ensure((int) header.whole())) {
            recover("it ends in the midst of a conversation", 0);
            return;
        }
        try {
            int offset = window.offset() + header.size();
            sink.attribute(header.field(), window.array(), offset, (int) header.value());
            window.advance((int) header.whole());
        } catch (IOException | IllegalArgumentException e) {
            recover(reason(e), header.whole());
        }
    }

    private void record(Header header) throws IOException {
        if (header.value() > maxRecord) {
            recover("a record of " + header.value() + " bytes is too large", header.whole());
            return;
        }
        if (!window.ensure((int) header.whole())) {
            recover("it ends in the midst of a record", 0);
            return;
        }
        try {
            int offset = window.offset() + header.size();
            sink.record(window.array(), offset, (int) header.value());
            window.advance((int) header.whole());
        } catch (IOException | IllegalArgumentException e) {
            if (Signature.at(window, 0) == Signature.CONVERSATION) {
                // the next one begins where this one's length says that it goes on
                if (limit != UNKNOWN) {
                    sink.damaged(where(), "a conversation's length is wrong", new byte[0]);
                }
                end(whole);
            } else {
                recover(reason(e), header.whole());
            }
        }
    }

    /**
     * Steps over what cannot be read.
     *
     * @param claimed how long it says to be; 0 when that cannot be told either
     */
    private void recover(String reason, long claimed) throws IOException {
        String where = where();
        long claimedEnd = claimed > 0 ? window.position() + claimed : -1;
        long giveUp = window.position() + Math.max(SCAN_LIMIT, claimed + 1);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        wasted += Math.min(claimed, maxRecord);
        while (true) {
            if (raw.size() < Rejected.MAX_RAW) {
                raw.write(window.at(0));
            }
            window.advance(1);
            window.ensure(Signature.LOOK_AHEAD);
            Signature found = Signature.at(window, 0);
            boolean inPlace = window.position() == claimedEnd && followsWell();
            boolean past = inside && window.position() == limit && topFollows();
            if (found != Signature.NONE || inPlace || past) {
                sink.damaged(where, reason, raw.toByteArray());
                land(found, past);
                return;
            }
            boolean hopeless = window.position() >= giveUp || wasted > WASTE_LIMIT;
            if (hopeless || window.available() == 0) {
                finish(where, reason, raw.toByteArray());
                return;
            }
        }
    }

    private void land(Signature found, boolean past) throws IOException {
        if (found == Signature.RECORD) {
            Header header = Header.read(window, 0).orElseThrow();
            if (!inside) {
                openEnded(header);
            } else if (header.whole() > limit - window.position()) {
                whole = false;
                limit = UNKNOWN;
            }
        } else if (inside && (found != Signature.NONE || past)) {
            end(false);
        }
    }

    /** Whether what stands here can be what comes after a field that ends here. */
    private boolean followsWell() throws IOException {
        return inside ? window.position() == limit || attributesFollow() : topFollows();
    }

    private boolean topFollows() {
        return window.available() == 0 || Header.read(window, 0).filter(Schema::top).isPresent();
    }

    /** Whether all that is left of the conversation reads as attributes. */
    private boolean attributesFollow() throws IOException {
        long left = limit - window.position();
        if (limit == UNKNOWN || left > MAX_ATTRIBUTE || !window.ensure((int) left)) {
            return false;
        }
        int index = 0;
        while (index < left) {
            Optional<Header> header = Header.read(window, index).filter(Schema::conversation);
            if (header.isEmpty() || header.get().whole() > left - index) {
                return false;
            }
            index += (int) header.get().whole();
        }
        return true;
    }

    private void end(boolean intact) {
        inside = false;
        sink.conversationEnd(intact && whole);
    }

    private void finish(String where, String reason, byte[] raw) {
        done = true;
        if (inside) {
            end(false);
        }
        String why = in.damage().orElse(understood ? reason : "it holds no history");
        if (why != null) {
            sink.damaged(where, why, raw);
        }
    }

    private String where() {
        String at = "byte " + window.position();
        return inside ? "conversation " + conversations + ", record " + records + ", " + at : at;
    }

    private static String reason(Exception e) {
        if (e instanceof MalformedException) {
            return e.getMessage();
        }
        String message = String.valueOf(e.getMessage());
        return message.contains("UTF-8")
                ? "a text is not valid UTF-8"
                : "a record's lengths or tags are damaged";
    }
}
