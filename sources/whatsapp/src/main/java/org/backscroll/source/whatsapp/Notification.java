package org.backscroll.source.whatsapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a phone says of a chunk it has sent: how to check and decrypt it, or the chunk itself if it
 * is small. A {@code HistorySyncNotification}, as protobuf or as JSON with bytes in base64.
 */
final class Notification {
    /** No notification is larger, one that bears its chunk included. */
    static final int MAX_SIZE = 4 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private Optional<byte[]> fileSha256 = Optional.empty();
    private OptionalLong fileLength = OptionalLong.empty();
    private Optional<byte[]> mediaKey = Optional.empty();
    private Optional<byte[]> fileEncSha256 = Optional.empty();
    private Optional<byte[]> inlinePayload = Optional.empty();

    private Notification() {}

    /** The hash of the chunk before it was encrypted. */
    Optional<byte[]> fileSha256() {
        return fileSha256;
    }

    /** The size of the chunk before it was encrypted, in bytes. */
    OptionalLong fileLength() {
        return fileLength;
    }

    /** What the keys are derived from. Secret. */
    Optional<byte[]> mediaKey() {
        return mediaKey;
    }

    /** The hash of the container, all of it. */
    Optional<byte[]> fileEncSha256() {
        return fileEncSha256;
    }

    /** The chunk itself, compressed but not encrypted. */
    Optional<byte[]> inlinePayload() {
        return inlinePayload;
    }

    /**
     * Reads a file: JSON if it is named so, else protobuf.
     *
     * @throws MalformedException if it holds no notification
     */
    static Notification read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        }
        if (bytes.length > MAX_SIZE) {
            throw new MalformedException("its notification is too large");
        }
        try {
            return file.toString().endsWith(".json") ? json(bytes) : protobuf(bytes);
        } catch (IOException e) {
            throw new MalformedException("its notification is damaged: " + reason(e));
        }
    }

    /** Decodes a notification as it stands on the wire. */
    static Notification protobuf(byte[] bytes) throws IOException {
        return Fields.decode(
                bytes,
                0,
                bytes.length,
                fields -> {
                    Notification notification = new Notification();
                    while (fields.next()) {
                        switch (fields.number()) {
                            case 1 -> notification.fileSha256 = Optional.of(fields.bytes());
                            case 2 -> notification.fileLength = OptionalLong.of(fields.number64());
                            case 3 -> notification.mediaKey = Optional.of(fields.bytes());
                            case 4 -> notification.fileEncSha256 = Optional.of(fields.bytes());
                            case 11 -> notification.inlinePayload = Optional.of(fields.bytes());
                            default -> fields.skip();
                        }
                    }
                    return notification;
                });
    }

    /** Reads a flat JSON object; names are the schema's, in whichever case. */
    static Notification json(byte[] bytes) throws IOException {
        Notification notification = new Notification();
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("it is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName().toLowerCase(Locale.ROOT);
                json.nextToken();
                switch (name) {
                    case "filesha256" -> notification.fileSha256 = base64(json);
                    case "filelength" -> notification.fileLength = number(json);
                    case "mediakey" -> notification.mediaKey = base64(json);
                    case "fileencsha256" -> notification.fileEncSha256 = base64(json);
                    case "initialhistbootstrapinlinepayload" ->
                            notification.inlinePayload = base64(json);
                    default -> json.skipChildren();
                }
            }
        }
        return notification;
    }

    private static Optional<byte[]> base64(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(json.getValueAsString("?")));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(json.currentName() + " is not base64");
        }
    }

    /** A number; one of 64 bits may be written as a string. */
    private static OptionalLong number(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(json.getValueAsString("?")));
        } catch (NumberFormatException e) {
            throw new MalformedException(json.currentName() + " is not a number");
        }
    }

    /** Without what the file holds, for it is secret. */
    private static String reason(IOException e) {
        if (e instanceof MalformedException) {
            return e.getMessage();
        }
        return e instanceof JsonProcessingException ? "it is not JSON" : "it is not protobuf";
    }
}
