package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageType;
import org.backscroll.api.Page;
import org.backscroll.api.Participant;
import org.backscroll.api.SearchHit;
import org.backscroll.formats.ConversationJson;
import org.backscroll.formats.Json;
import org.backscroll.formats.MessageJson;

/** What the commands return that show chats and messages. */
final class ChatAnswers {
    private ChatAnswers() {}

    /** A page of chats. */
    record Conversations(Page<Conversation> page) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "conversations", page.items(), ConversationJson::conversation);
            Json.text(json, "next", page.next());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (page.items().isEmpty()) {
                return "no conversations";
            }
            Table table =
                    new Table()
                            .text("JID")
                            .longText("NAME")
                            .number("MESSAGES")
                            .number("UNREAD")
                            .text("")
                            .text("LAST")
                            .longText("MESSAGE");
            for (Conversation chat : page.items()) {
                table.row(
                        chat.jid(),
                        chat.name().orElse(""),
                        Screen.number(chat.messageCount()),
                        chat.unreadCount() == 0 ? "" : Screen.number(chat.unreadCount()),
                        flags(chat),
                        chat.lastMessage().map(m -> screen.time(m.timestamp())).orElse(""),
                        chat.lastMessage().map(m -> who(m) + ": " + what(m)).orElse(""));
            }
            return table.render(screen) + more(page.next());
        }
    }

    /** All that is known of a chat. */
    record OneConversation(ConversationInfo info) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            ConversationJson.info(json, info);
        }

        @Override
        public String text(Screen screen) {
            Conversation chat = info.conversation();
            Table table = new Table().text("").longText("");
            table.row("account", chat.account());
            table.row("jid", chat.jid());
            if (!info.aliases().isEmpty()) {
                table.row(
                        "also",
                        String.join(", ", info.aliases().stream().map(Jid::value).toList()));
            }
            table.row("name", chat.name().orElse("-"));
            info.description().ifPresent(text -> table.row("description", text));
            table.row("messages", Screen.number(chat.messageCount()));
            table.row("unread", Screen.number(chat.unreadCount()));
            String flags = flags(chat) + (info.readOnly().orElse(false) ? " read-only" : "");
            if (!flags.isEmpty()) {
                table.row("flags", flags.strip());
            }
            info.mutedUntil().ifPresent(until -> table.row("muted until", screen.time(until)));
            info.disappearingTimer()
                    .filter(timer -> !timer.isZero())
                    .ifPresent(timer -> table.row("messages stay", Screen.span(timer)));
            info.created().ifPresent(created -> table.row("created", screen.time(created)));
            info.createdBy().ifPresent(by -> table.row("created by", by));
            chat.lastMessage()
                    .ifPresent(
                            last ->
                                    table.row(
                                            "last message",
                                            screen.time(last.timestamp())
                                                    + "  "
                                                    + who(last)
                                                    + ": "
                                                    + what(last)));
            table.row("complete", CoverageAnswers.inWords(info.coverage(), screen));
            return table.render(screen) + participants(screen);
        }

        private String participants(Screen screen) {
            if (info.participants().isEmpty()) {
                return "";
            }
            Table table = new Table().text("PARTICIPANT").longText("NAME").text("ROLE");
            for (Participant person : info.participants()) {
                table.row(
                        person.jid(),
                        person.name().orElse(""),
                        person.role().name().toLowerCase(java.util.Locale.ROOT)
                                + person.left().map(t -> ", " + screen.time(t)).orElse(""));
            }
            return System.lineSeparator() + table.render(screen);
        }
    }

    /** A page of messages. */
    record Messages(Page<Message> page) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "messages", page.items(), MessageJson::message);
            Json.text(json, "next", page.next());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (page.items().isEmpty()) {
                return "no messages";
            }
            Table table = new Table().text("TIME").longText("FROM").longText("TEXT").text("ID");
            for (Message message : page.items()) {
                table.row(
                        screen.time(message.timestamp()),
                        who(message),
                        what(message) + reactions(message),
                        message.id());
            }
            return table.render(screen) + more(page.next());
        }
    }

    /** What a search found. */
    record Hits(List<SearchHit> hits) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "messages", hits, MessageJson::hit);
            json.writeNullField("next");
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (hits.isEmpty()) {
                return "nothing found";
            }
            Table table = new Table().text("TIME").text("CHAT").longText("FROM").longText("FOUND");
            for (SearchHit hit : hits) {
                table.row(
                        screen.time(hit.message().timestamp()),
                        hit.message().chat(),
                        who(hit.message()),
                        hit.snippet());
            }
            return table.render(screen);
        }
    }

    private static String flags(Conversation chat) {
        List<String> flags = new ArrayList<>();
        if (chat.pinned()) {
            flags.add("pinned");
        }
        if (chat.archived()) {
            flags.add("archived");
        }
        if (chat.muted()) {
            flags.add("muted");
        }
        if (chat.markedUnread()) {
            flags.add("marked");
        }
        return String.join(" ", flags);
    }

    private static String who(Message message) {
        return message.fromMe()
                ? "me"
                : message.senderName().or(() -> message.sender().map(Jid::user)).orElse("?");
    }

    private static String what(Message message) {
        if (message.deleted()) {
            return "(deleted)";
        }
        String kind = message.type().equals(MessageType.TEXT) ? "" : "[" + message.type() + "] ";
        return (kind + message.text().orElse("")).stripTrailing();
    }

    private static String reactions(Message message) {
        StringBuilder out = new StringBuilder();
        message.reactions().forEach(reaction -> out.append(' ').append(reaction.emoji()));
        return out.toString();
    }

    private static String more(Optional<String> next) {
        return next.map(cursor -> "more: --before " + cursor).orElse("");
    }
}
