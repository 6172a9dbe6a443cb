package org.backscroll.source.whatsapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Anchor;

/**
 * The folder of questions to the phone, one JSON file each, for the client that feeds the spool.
 * The client may rename {@code ID.json} to {@code ID.sent} so as not to send it twice.
 */
final class Outbox {
    private static final List<String> SUFFIXES = List.of(".json", ".sent");
    private static final JsonFactory JSON = new JsonFactory();

    private final Path dir;
    private final AccountId account;

    Outbox(Path dir, AccountId account) {
        this.dir = dir;
        this.account = account;
    }

    /** Of a question: equal questions have equal ones, so that none is put twice. */
    String id(Jid chat, Anchor anchor) {
        String words = account + "\0" + chat.value() + "\0" + anchor.message().id();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks a standard algorithm", e);
        }
    }

    /** When a question was put that is still there, for instance by a process that was killed. */
    Optional<Instant> askedAt(String id) throws IOException {
        for (String suffix : SUFFIXES) {
            try {
                return Optional.of(Files.getLastModifiedTime(dir.resolve(id + suffix)).toInstant());
            } catch (NoSuchFileException e) {
                // then under the other name, or not at all
            }
        }
        return Optional.empty();
    }

    /**
     * Puts a question; it is whole, and on the disk, when this returns.
     *
     * @param anchor for messages before which
     * @param count for how many
     * @param now when
     * @param patience how long its answer is waited for
     */
    void put(String id, Jid chat, Anchor anchor, int count, Instant now, Duration patience)
            throws IOException {
        Files.createDirectories(dir);
        Path part = dir.resolve("." + id + ".tmp");
        try (OutputStream out = Files.newOutputStream(part);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("account", account.toString());
            json.writeStringField("chat_jid", chat.value());
            json.writeStringField("oldest_msg_id", anchor.message().id());
            json.writeBooleanField("oldest_msg_from_me", anchor.message().author().fromMe());
            json.writeNumberField("oldest_msg_timestamp_ms", anchor.timestamp().toEpochMilli());
            json.writeNumberField("count", count);
            json.writeNumberField("asked_at_ms", now.toEpochMilli());
            json.writeNumberField("answer_until_ms", now.plus(patience).toEpochMilli());
            json.writeEndObject();
        }
        Durably.publish(part, dir.resolve(id + SUFFIXES.get(0)));
    }

    /** Takes a question back, or away once it is answered. */
    void remove(String id) throws IOException {
        for (String suffix : SUFFIXES) {
            Files.deleteIfExists(dir.resolve(id + suffix));
        }
    }
}
