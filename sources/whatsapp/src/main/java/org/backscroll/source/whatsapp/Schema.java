package org.backscroll.source.whatsapp;

import java.util.Set;

/** The numbers of the fields that frame a chunk, and which wire type each has. */
final class Schema {
    static final int SYNC_TYPE = 1;
    static final int CONVERSATIONS = 2;
    static final int STATUSES = 3;
    static final int CHUNK_ORDER = 5;
    static final int PUSH_NAMES = 7;
    static final int PAST_PARTICIPANTS = 12;
    static final int CALLS = 13;
    static final int MAPPINGS = 15;
    static final int INLINE_CONTACTS = 20;

    static final int RECORDS = 2;

    private static final Set<Integer> TOP_DELIMITED =
            Set.of(2, 3, 7, 8, 9, 11, 12, 13, 15, 16, 17, 18, 19, 20);
    private static final Set<Integer> TOP_VARINT = Set.of(1, 5, 6, 10, 14, 21);
    private static final Set<Integer> CHAT_DELIMITED =
            Set.of(1, 2, 3, 4, 13, 14, 17, 20, 21, 23, 26, 32, 33, 37, 38, 39, 42, 43, 49);
    private static final Set<Integer> CHAT_VARINT =
            Set.of(
                    5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 18, 19, 22, 24, 25, 27, 28, 29, 30, 31, 34,
                    35, 36, 40, 41, 44, 45, 46, 48);

    private Schema() {}

    /** Whether this may well be a field of a HistorySync. */
    static boolean top(Header header) {
        return fits(header, TOP_DELIMITED, TOP_VARINT);
    }

    /** Whether a field of a HistorySync has a wire type that it cannot have. */
    static boolean contradictsTop(Header header) {
        return TOP_DELIMITED.contains(header.field()) && !header.delimited()
                || TOP_VARINT.contains(header.field()) && !header.varint();
    }

    /** Whether this may well be a field of a Conversation. */
    static boolean conversation(Header header) {
        return fits(header, CHAT_DELIMITED, CHAT_VARINT);
    }

    private static boolean fits(Header header, Set<Integer> delimited, Set<Integer> varint) {
        if (delimited.contains(header.field())) {
            return header.delimited();
        }
        if (varint.contains(header.field())) {
            return header.varint();
        }
        return header.field() <= 100; // a field of a later version
    }
}
