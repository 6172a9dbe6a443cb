package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * What has to be known of a file before it is read: of which type it is, and its order, which comes
 * last on the wire but tells how new the first conversation is.
 *
 * @param type the wire's number for the type; empty when it does not say
 * @param order its number among the chunks, 0 when it does not say
 * @param conversations whether it bears any
 * @param names whether it bears push names
 * @param others whether it bears something else that is read
 */
record UnitHeader(
        OptionalInt type, long order, boolean conversations, boolean names, boolean others) {
    private static final long MAX_ORDER = 10_000_000;

    /** Which lane the file belongs to; a file that nothing can be told of belongs to the first. */
    String lane() {
        if (type.isPresent()) {
            switch (type.getAsInt()) {
                case 0, 3 -> {
                    return Lanes.RECENT;
                }
                case 1, 5 -> {
                    return Lanes.BACKGROUND;
                }
                case 2 -> {
                    return Lanes.OLDER;
                }
                case 4 -> {
                    return Lanes.NAMES;
                }
                case 6 -> {
                    return Lanes.ANSWERS;
                }
                default -> {
                    return conversations ? Lanes.OLDER : Lanes.BACKGROUND;
                }
            }
        }
        if (conversations) {
            return Lanes.OLDER;
        }
        if (names) {
            return Lanes.NAMES;
        }
        return others ? Lanes.BACKGROUND : Lanes.RECENT;
    }

    /** Reads through a file without decoding what it bears. */
    static UnitHeader read(Unit unit, Limits limits) throws IOException {
        Looker looker = new Looker();
        try (Inflated in = Inflated.open(unit, limits.inflated())) {
            Frames frames = new Frames(in, limits.record(), looker);
            while (frames.step()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new java.io.InterruptedIOException();
                }
            }
        }
        return looker.header();
    }

    private static final class Looker implements Frames.Sink {
        private OptionalInt type = OptionalInt.empty();
        private long order;
        private boolean conversations;
        private boolean names;
        private boolean others;

        UnitHeader header() {
            return new UnitHeader(type, order, conversations, names, others);
        }

        @Override
        public void number(int field, long value) {
            if (field == Schema.SYNC_TYPE && type.isEmpty() && value >= 0 && value < 1000) {
                type = OptionalInt.of((int) value);
            } else if (field == Schema.CHUNK_ORDER && value >= 0 && value <= MAX_ORDER) {
                order = value;
            }
        }

        @Override
        public boolean decodes(int field) {
            names |= field == Schema.PUSH_NAMES;
            others |=
                    field == Schema.STATUSES
                            || field == Schema.PAST_PARTICIPANTS
                            || field == Schema.CALLS
                            || field == Schema.MAPPINGS;
            return false;
        }

        @Override
        public void message(int field, byte[] array, int offset, int length) {
            // nothing is decoded
        }

        @Override
        public boolean conversation() {
            conversations = true;
            return false;
        }

        @Override
        public void attribute(int field, long value) {
            // passed over
        }

        @Override
        public void attribute(int field, byte[] array, int offset, int length) {
            // passed over
        }

        @Override
        public void record(byte[] array, int offset, int length) {
            // passed over
        }

        @Override
        public void conversationEnd(boolean whole) {
            // passed over
        }

        @Override
        public void damaged(String position, String reason, byte[] raw) {
            // told when the file is read
        }
    }
}
