package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** Decodes what is neither text nor a file: places, contacts, polls. */
final class CardDecoder {
    private CardDecoder() {}

    static Content location(Fields fields) throws IOException {
        Media.Builder place = Media.builder();
        String name = "";
        String address = "";
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> place.attribute("latitude", Double.toString(fields.real()));
                case 2 -> place.attribute("longitude", Double.toString(fields.real()));
                case 3 -> name = fields.string();
                case 4 -> address = fields.string();
                case 17 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        return shown(MessageType.LOCATION, List.of(name, address), quoted, place);
    }

    static Content liveLocation(Fields fields) throws IOException {
        Media.Builder place = Media.builder();
        String caption = "";
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> place.attribute("latitude", Double.toString(fields.real()));
                case 2 -> place.attribute("longitude", Double.toString(fields.real()));
                case 6 -> caption = fields.string();
                case 17 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        return shown(MessageType.LOCATION, List.of(caption), quoted, place);
    }

    static Content.Shown contact(Fields fields) throws IOException {
        String name = "";
        Media.Builder card = Media.builder().mimeType("text/vcard");
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> name = fields.string();
                case 16 -> card.attribute("vcard", fields.string());
                case 17 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        return shown(MessageType.CONTACT, List.of(name), quoted, card);
    }

    static Content contacts(Fields fields) throws IOException {
        String title = "";
        List<String> names = new ArrayList<>();
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> title = fields.string();
                case 2 -> fields.message(CardDecoder::contact).text().ifPresent(names::add);
                case 17 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        // the title only counts them ("3 contacts"), so the names say it better
        List<String> text = names.isEmpty() ? List.of(title) : names;
        return new Content.Shown(
                MessageType.CONTACT, ContentDecoder.lines(text), quoted, Optional.empty());
    }

    static Content poll(Fields fields) throws IOException {
        List<String> text = new ArrayList<>();
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> text.add(0, fields.string());
                case 3 -> text.add("- " + fields.message(CardDecoder::option));
                case 5 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        return new Content.Shown(
                MessageType.POLL, ContentDecoder.lines(text), quoted, Optional.empty());
    }

    private static String option(Fields fields) throws IOException {
        String name = "";
        while (fields.next()) {
            if (fields.number() == 1) {
                name = fields.string();
            } else {
                fields.skip();
            }
        }
        return name;
    }

    private static Content.Shown shown(
            MessageType type, List<String> text, Optional<String> quoted, Media.Builder media) {
        return new Content.Shown(
                type, ContentDecoder.lines(text), quoted, Optional.of(media.build()));
    }
}
