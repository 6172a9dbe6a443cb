package org.backscroll.store.sqlite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a list goes on, as an opaque word: the whole key of the last row, and what list it belongs
 * to, under a version and a checksum.
 *
 * @param kind which list, and which way it runs
 * @param account whose
 * @param chat of which chat, as it was asked for; empty for lists of other things
 * @param first the key's numbers; unused ones are 0
 * @param second see {@code first}
 * @param third see {@code first}
 * @param last the key's text
 */
record PageCursor(
        char kind, String account, String chat, long first, long second, long third, String last) {
    static final char NEWEST_FIRST = 'M';
    static final char OLDEST_FIRST = 'O';
    static final char CONVERSATIONS = 'C';
    static final char NAMES = 'N';
    static final char LINKS = 'L';

    private static final int VERSION = 1;
    private static final int MAX_LENGTH = 32 * 1024;
    private static final String MANGLED =
            "the cursor is mangled; take the one that the page before gave, or begin without one";

    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(kind);
            out.writeUTF(account);
            out.writeUTF(chat);
            out.writeLong(first);
            out.writeLong(second);
            out.writeLong(third);
            out.writeUTF(last);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * @param kind which list it has to be of
     * @throws IllegalArgumentException if it is mangled, of another list or of another account
     */
    static PageCursor decode(String text, char kind, String account) {
        PageCursor cursor = decode(text);
        if (cursor.kind != kind || !cursor.account.equals(account)) {
            throw new IllegalArgumentException(
                    "the cursor belongs to another list; take the one that this list's page before gave");
        }
        return cursor;
    }

    private static PageCursor decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(MANGLED);
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MANGLED, e);
        }
        int end = bytes.length - Integer.BYTES;
        // Compared in full, since a decoder forgives bits that do not matter.
        if (end < 2
                || ByteBuffer.wrap(bytes, end, Integer.BYTES).getInt() != checksum(bytes, end)
                || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException(MANGLED);
        }
        if (bytes[0] != VERSION) {
            throw new IllegalArgumentException(
                    "the cursor was made by another version; begin without one");
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Arrays.copyOfRange(bytes, 1, end)))) {
            return new PageCursor(
                    (char) in.readUnsignedByte(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readUTF());
        } catch (IOException e) {
            throw new IllegalArgumentException(MANGLED, e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
