package org.backscroll.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;

/** A message of protobuf, built by hand: what a phone sends, without a phone. */
final class Wire {
    private static final int RECENT = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String jid;
    private int messages;

    /** A chunk of type RECENT with one chat. */
    static Wire chunk(Wire chat) {
        return new Wire().number(1, RECENT).message(2, chat);
    }

    /** A chat without messages. */
    static Wire chat(String jid) {
        Wire chat = new Wire().text(1, jid);
        chat.jid = jid;
        return chat;
    }

    /** To a chat: a message of the account's owner. */
    Wire text(String text) {
        return content(new Wire().text(1, text));
    }

    /** To a chat: a message of the account's owner, of any content. */
    Wire content(Wire content) {
        Wire key = new Wire().text(1, jid).number(2, 1).text(3, "ID" + messages);
        Wire info = new Wire().message(1, key).message(2, content);
        info.number(3, 1_500_000_000L + messages++);
        return message(2, new Wire().message(1, info));
    }

    Wire text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire value) {
        return bytes(field, value.out.toByteArray());
    }

    Wire number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private Wire bytes(int field, byte[] value) {
        varint(field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7F | 0x80));
        }
        out.write((int) rest);
    }

    /** Writes it as phones send it. */
    void deflate(Path file) throws IOException {
        try (OutputStream to = new DeflaterOutputStream(Files.newOutputStream(file))) {
            out.writeTo(to);
        }
    }
}
