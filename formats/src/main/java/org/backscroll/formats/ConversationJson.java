package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;

/** The JSON of chats. */
public final class ConversationJson {
    private ConversationJson() {}

    /** A chat as in a list of chats, as an object. */
    public static void conversation(JsonGenerator json, Conversation chat) throws IOException {
        json.writeStartObject();
        fields(json, chat);
        json.writeEndObject();
    }

    /** All that is known of a chat: the fields of the list and more, as an object. */
    public static void info(JsonGenerator json, ConversationInfo info) throws IOException {
        json.writeStartObject();
        fields(json, info.conversation());
        details(json, info);
        json.writeFieldName("coverage");
        coverage(json, info.coverage());
        json.writeEndObject();
    }

    /** What of a chat is complete, as an object. */
    public static void coverage(JsonGenerator json, ChatCoverage coverage) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("beginning_reached", coverage.beginningReached());
        Json.list(json, "ranges", coverage.ranges(), ConversationJson::range);
        Json.time(json, "kept_from", coverage.keptFrom());
        json.writeEndObject();
    }

    static void fields(JsonGenerator json, Conversation chat) throws IOException {
        Json.text(json, "account", chat.account().value());
        Json.text(json, "jid", chat.jid().value());
        Json.text(json, "name", chat.name());
        json.writeNumberField("unread_count", chat.unreadCount());
        json.writeBooleanField("is_archived", chat.archived());
        json.writeBooleanField("is_muted", chat.muted());
        json.writeBooleanField("is_marked_unread", chat.markedUnread());
        json.writeBooleanField("is_pinned", chat.pinned());
        json.writeNumberField("message_count", chat.messageCount());
        json.writeFieldName("last_message");
        if (chat.lastMessage().isPresent()) {
            MessageJson.message(json, chat.lastMessage().get());
        } else {
            json.writeNull();
        }
    }

    static void details(JsonGenerator json, ConversationInfo info) throws IOException {
        Json.text(json, "description", info.description());
        Json.time(json, "created", info.created());
        Json.text(json, "created_by", info.createdBy().map(Jid::value));
        Json.time(json, "muted_until", info.mutedUntil());
        Json.flag(json, "is_read_only", info.readOnly());
        Json.millis(json, "disappearing_timer_ms", info.disappearingTimer());
        Json.list(json, "aliases", info.aliases(), (g, alias) -> Json.text(g, alias.value()));
        Json.list(json, "participants", info.participants(), ConversationJson::participant);
    }

    private static void participant(JsonGenerator json, Participant participant)
            throws IOException {
        json.writeStartObject();
        Json.text(json, "jid", participant.jid().value());
        Json.text(json, "name", participant.name());
        Json.text(json, "role", participant.role().name());
        Json.time(json, "left", participant.left());
        json.writeEndObject();
    }

    private static void range(JsonGenerator json, ChatCoverage.Range range) throws IOException {
        json.writeStartObject();
        Json.time(json, "from", range.from());
        Json.time(json, "to", range.to());
        json.writeBooleanField("proven", range.proven());
        json.writeEndObject();
    }
}
