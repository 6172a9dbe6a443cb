package org.backscroll.source.whatsapp;

/**
 * Recognises by its bytes where a record or a top-level field begins, so that reading can go on
 * after damage: lengths nested in each other that agree, around an address.
 */
enum Signature {
    /** Nothing that could be told. */
    NONE,
    /** A message record in a conversation. */
    RECORD,
    /** A conversation. */
    CONVERSATION,
    /** Another top-level field: a name, a mapping, a past participant, a status. */
    TOP;

    /** So many bytes are enough to tell, but fewer are left at the end of a file. */
    static final int LOOK_AHEAD = 192;

    private static final int MAX_JID = 128;

    /** What begins at an index of the bytes held. */
    static Signature at(Window window, int index) {
        int tag = index < window.available() ? window.at(index) : 0;
        if (tag != 0x12 && tag != 0x1a && tag != 0x3a && tag != 0x62 && tag != 0x7a) {
            return NONE;
        }
        Nest nest = new Nest(window, index + 1);
        if (!nest.enter() || !nest.tag()) {
            return NONE;
        }
        if (tag == 0x1a) {
            return nest.enter() && nest.tag() && nest.jid() ? TOP : NONE;
        }
        int inner = nest.index;
        if (nest.jid()) {
            return tag == 0x12 ? CONVERSATION : TOP;
        }
        nest.index = inner;
        boolean record =
                tag == 0x12
                        && nest.enter()
                        && nest.tag()
                        && nest.enter()
                        && nest.tag()
                        && nest.jid();
        return record ? RECORD : NONE;
    }

    /** Reads into nested messages, each of which must fit the one around it. */
    private static final class Nest {
        private final Window window;
        private int index;
        private long limit = Long.MAX_VALUE;

        Nest(Window window, int index) {
            this.window = window;
            this.index = index;
        }

        boolean enter() {
            long length = varint();
            if (length < 2 || length > limit - index) {
                return false;
            }
            limit = index + length;
            return true;
        }

        /** The tag of field 1 as a message or string. */
        boolean tag() {
            boolean found = index < window.available() && window.at(index) == 0x0a;
            index++;
            return found;
        }

        boolean jid() {
            long length = varint();
            if (length < 5 || length > MAX_JID || length > limit - index) {
                return false;
            }
            if (index + length > window.available()) {
                return false;
            }
            int ats = 0;
            for (int i = 0; i < length; i++) {
                int c = window.at(index + i);
                boolean fits =
                        c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c == '-'
                                || c == '_'
                                || c == '.'
                                || c == ':';
                if (c == '@') {
                    ats++;
                } else if (!fits) {
                    return false;
                }
            }
            return ats == 1;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (index >= window.available()) {
                    return -1;
                }
                int b = window.at(index++);
                value |= (long) (b & 0x7f) << shift;
                if (b < 0x80) {
                    return value;
                }
            }
            return -1;
        }
    }
}
