package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchHit;

/** The JSON of messages. */
public final class MessageJson {
    private MessageJson() {}

    /** A message, as an object. */
    public static void message(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        fields(json, message);
        json.writeEndObject();
    }

    /** A message that was found: its fields and {@code snippet}. */
    public static void hit(JsonGenerator json, SearchHit hit) throws IOException {
        json.writeStartObject();
        fields(json, hit.message());
        Json.text(json, "snippet", hit.snippet());
        json.writeEndObject();
    }

    /** The fields of a message, into an object that is open. */
    static void fields(JsonGenerator json, Message message) throws IOException {
        Json.text(json, "account", message.account().value());
        Json.text(json, "chat_jid", message.chat().value());
        Json.text(json, "id", message.id());
        Json.text(json, "sender_jid", message.sender().map(Jid::value));
        Json.text(json, "sender_name", message.senderName());
        json.writeBooleanField("from_me", message.fromMe());
        Json.time(json, "timestamp", message.timestamp());
        Json.number(json, "order", message.order());
        Json.text(json, "type", message.type().name());
        Json.text(json, "text", message.text());
        Json.text(json, "quoted_id", message.quotedId());
        Json.time(json, "edited_at", message.editedAt());
        json.writeBooleanField("deleted", message.deleted());
        Json.textOf(json, "status", message.status());
        Json.list(json, "reactions", message.reactions(), MessageJson::reaction);
        json.writeFieldName("media");
        if (message.media().isPresent()) {
            media(json, message.media().get());
        } else {
            json.writeNull();
        }
    }

    private static void reaction(JsonGenerator json, Reaction reaction) throws IOException {
        json.writeStartObject();
        Json.text(json, "sender_jid", reaction.author().jid().map(Jid::value));
        Json.text(json, "emoji", reaction.emoji());
        Json.time(json, "timestamp", reaction.timestamp());
        json.writeEndObject();
    }

    /** Media, as an object. */
    static void media(JsonGenerator json, Media media) throws IOException {
        json.writeStartObject();
        Json.text(json, "mime_type", media.mimeType());
        Json.text(json, "file_name", media.fileName());
        Json.number(json, "size", media.size());
        Json.number(
                json,
                "duration_ms",
                media.duration()
                        .map(Duration::toMillis)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> attribute : media.attributes().entrySet()) {
            Json.text(json, attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
