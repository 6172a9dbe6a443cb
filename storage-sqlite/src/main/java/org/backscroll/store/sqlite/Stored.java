package org.backscroll.store.sqlite;

import java.time.Instant;
import java.util.HexFormat;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.Plausible;

/** How values look in the database. */
final class Stored {
    /** Below this, packing would save little and would mix with short plain ids in the order. */
    private static final int PACKED_FROM = 16;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The status's codes are fixed: what is stored does not depend on the enum's order. */
    private static final MessageStatus[] STATUS = {
        null,
        MessageStatus.ERROR,
        MessageStatus.PENDING,
        MessageStatus.SENT,
        MessageStatus.DELIVERED,
        MessageStatus.READ,
        MessageStatus.PLAYED
    };

    private Stored() {}

    /** A message's id: upper-case hexadecimal as half as many bytes, anything else as it is. */
    static Object id(String id) {
        int length = id.length();
        if (length < PACKED_FROM || length % 2 != 0) {
            return id;
        }
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'F')) {
                return id;
            }
        }
        return HEX.parseHex(id);
    }

    /** The reverse of {@link #id}, {@code null} for {@code null}. */
    static String id(Object stored) {
        return stored instanceof byte[] bytes ? HEX.formatHex(bytes) : (String) stored;
    }

    /** Epoch milliseconds; what lies beyond them becomes the greatest or smallest. */
    static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** The reverse of {@link #millis}. */
    static Instant instant(long millis) {
        return millis == Long.MAX_VALUE
                ? Instant.MAX
                : millis == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(millis);
    }

    /** What a message sorts as. */
    static long sort(long millis) {
        return Plausible.is(Instant.ofEpochMilli(millis)) ? millis : 0;
    }

    static int code(MessageStatus status) {
        for (int code = 1; code < STATUS.length; code++) {
            if (STATUS[code] == status) {
                return code;
            }
        }
        throw new IllegalArgumentException("no code for " + status);
    }

    /** {@code null} for 0. */
    static MessageStatus status(int code) {
        return STATUS[code];
    }
}
