package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** Decodes what is neither text nor a file: places and contacts. */
final class CardDecoder {
    private static final String VCARD = "vcard";

    private CardDecoder() {}

    static Content location(Fields fields) throws IOException {
        Media.Builder place = Media.builder();
        String name = "";
        String address = "";
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> place.attribute("latitude", Double.toString(fields.real()));
                case 2 -> place.attribute("longitude", Double.toString(fields.real()));
                case 3 -> name = fields.string();
                case 4 -> address = fields.string();
                case 5 -> place.attribute("url", fields.string());
                case 17 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        return shown(MessageType.LOCATION, List.of(name, address), context, place);
    }

    static Content liveLocation(Fields fields) throws IOException {
        Media.Builder place = Media.builder().attribute("live", "true");
        String caption = "";
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> place.attribute("latitude", Double.toString(fields.real()));
                case 2 -> place.attribute("longitude", Double.toString(fields.real()));
                case 6 -> caption = fields.string();
                case 17 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        return shown(MessageType.LOCATION, List.of(caption), context, place);
    }

    static Content.Shown contact(Fields fields) throws IOException {
        String name = "";
        Media.Builder card = Media.builder().mimeType("text/vcard");
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> name = fields.string();
                case 16 -> card.attribute(VCARD, fields.string());
                case 17 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        return shown(MessageType.CONTACT, List.of(name), context, card);
    }

    static Content contacts(Fields fields) throws IOException {
        String title = "";
        List<String> names = new ArrayList<>();
        Media.Builder cards = Media.builder().mimeType("text/vcard");
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> title = fields.string();
                case 2 -> {
                    Content.Shown one = fields.message(CardDecoder::contact);
                    Capped.add(names, one.text().orElse(""));
                    one.media()
                            .map(media -> media.attributes().get(VCARD))
                            .ifPresent(card -> cards.attribute(VCARD + "_" + names.size(), card));
                }
                case 17 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        // the title only counts them ("3 contacts"), so the names say it better
        Optional<String> text = Texts.lines(names);
        if (text.isEmpty()) {
            text = Texts.lines(List.of(title));
        }
        return new Content.Shown(MessageType.CONTACT, text, context, Optional.of(cards.build()));
    }

    private static Content.Shown shown(
            MessageType type, List<String> text, Context context, Media.Builder media) {
        return new Content.Shown(type, Texts.lines(text), context, Optional.of(media.build()));
    }
}
