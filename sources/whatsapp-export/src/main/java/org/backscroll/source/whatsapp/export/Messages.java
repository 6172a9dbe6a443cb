package org.backscroll.source.whatsapp.export;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageType;

/** Makes messages of the blocks of one file, in their order. */
final class Messages {
    private final Setup setup;
    private final String title;
    private final Jid chat;
    private final boolean marked;
    private final Duration precision;
    private final Clock clock;
    private final Ordinals ofContent = new Ordinals();
    private final Ordinals ofTime = new Ordinals();
    private boolean sawMe;

    /**
     * @param title the chat's name
     * @param shape how it is written: whether it marks texts of WhatsApp's own, and tells seconds
     */
    Messages(Setup setup, String title, Shape shape) {
        this.setup = setup;
        this.title = title;
        marked = shape.bracketed();
        precision = shape.seconds() ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        chat = chat(setup, title);
        clock = new Clock(setup.zone());
    }

    /** The address of a chat. */
    static Jid chat(Setup setup, String title) {
        return setup.chat().orElseGet(() -> Names.jid(title));
    }

    /** Whether the account's owner came by. */
    boolean sawMe() {
        return sawMe;
    }

    /** The message that a block is. */
    Message of(Block block) {
        Speaker speaker = Speaker.of(block.text());
        Said said =
                speaker.name().isPresent()
                        ? Wording.of(speaker.body(), marked)
                        : Said.text(MessageType.SYSTEM, speaker.body());
        Instant at = clock.at(block.time());
        MessageKey.Author author = author(speaker.name(), said);
        String id = id(block.time(), speaker.name(), said);
        Message.Builder message =
                Message.builder(new MessageKey(setup.account(), chat, author, id), at)
                        .order(ofTime.next(block.time().toString()))
                        .precision(precision)
                        .type(said.type())
                        .deleted(said.deleted());
        said.text().ifPresent(message::text);
        said.media().ifPresent(message::media);
        speaker.name()
                .filter(name -> author.jid().isPresent() && !Names.isNumber(name))
                .ifPresent(message::senderName);
        if (said.edited()) {
            message.editedAt(at); // the export does not say when
        }
        return message.build();
    }

    private MessageKey.Author author(Optional<String> name, Said said) {
        boolean service = said.type().equals(MessageType.SYSTEM);
        // iOS puts the chat's name in front of what the service says in it.
        if (name.isEmpty() || service && name.get().equals(title)) {
            return MessageKey.Author.UNKNOWN;
        }
        if (setup.me().filter(me -> same(me, name.get())).isPresent()) {
            sawMe = true;
            return MessageKey.Author.ME;
        }
        boolean other = setup.me().isPresent() || name.get().equals(title);
        return MessageKey.Author.of(other && direct() ? chat : Names.jid(name.get()));
    }

    private static boolean same(String me, String name) {
        return me.equals(name)
                || Names.isNumber(me)
                        && Names.isNumber(name)
                        && Names.jid(me).equals(Names.jid(name));
    }

    /** Whether the chat is known to have two ends, so that who is not the owner is the other. */
    private boolean direct() {
        return chat.server().equals("s.whatsapp.net") || chat.server().equals("lid");
    }

    /**
     * The same for the same message in every export of the chat: made of what the export says of
     * it, and of which one it is among equals.
     */
    private String id(LocalDateTime time, Optional<String> name, Said said) {
        String content =
                Hash.of(
                        chat.value(),
                        time.toString(),
                        name.orElse(""),
                        said.deleted() ? "deleted" : said.media().isPresent() ? "media" : "text",
                        said.media().flatMap(Media::fileName).orElse(""),
                        said.media().map(media -> media.attributes().toString()).orElse(""),
                        said.text().orElse(""));
        int ordinal = ofContent.next(content);
        return ordinal == 0 ? content : Hash.of(content, Integer.toString(ordinal));
    }
}
