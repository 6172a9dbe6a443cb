package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** Decodes a message with a file, of which only the description travels. */
final class MediaDecoder {
    /** What a field of one of the file messages is. */
    private enum Part {
        URL("url"),
        DIRECT_PATH("direct_path"),
        MEDIA_KEY("media_key"),
        SHA256("file_sha256"),
        ENC_SHA256("file_enc_sha256"),
        WIDTH("width"),
        HEIGHT("height"),
        VOICE("voice_note"),
        GIF("gif_playback"),
        VIEW_ONCE(Context.VIEW_ONCE),
        MIME(""),
        SIZE(""),
        SECONDS(""),
        CAPTION(""),
        TITLE(""),
        FILE_NAME(""),
        CONTEXT("");

        private final String attribute;

        Part(String attribute) {
            this.attribute = attribute;
        }
    }

    /** Which field is what, for one type. */
    record Layout(MessageType type, Map<Integer, Part> parts) {}

    static final Layout IMAGE =
            new Layout(
                    MessageType.IMAGE,
                    Map.ofEntries(
                            Map.entry(1, Part.URL),
                            Map.entry(2, Part.MIME),
                            Map.entry(3, Part.CAPTION),
                            Map.entry(4, Part.SHA256),
                            Map.entry(5, Part.SIZE),
                            Map.entry(6, Part.HEIGHT),
                            Map.entry(7, Part.WIDTH),
                            Map.entry(8, Part.MEDIA_KEY),
                            Map.entry(9, Part.ENC_SHA256),
                            Map.entry(11, Part.DIRECT_PATH),
                            Map.entry(17, Part.CONTEXT),
                            Map.entry(25, Part.VIEW_ONCE)));
    static final Layout VIDEO =
            new Layout(
                    MessageType.VIDEO,
                    Map.ofEntries(
                            Map.entry(1, Part.URL),
                            Map.entry(2, Part.MIME),
                            Map.entry(3, Part.SHA256),
                            Map.entry(4, Part.SIZE),
                            Map.entry(5, Part.SECONDS),
                            Map.entry(6, Part.MEDIA_KEY),
                            Map.entry(7, Part.CAPTION),
                            Map.entry(8, Part.GIF),
                            Map.entry(9, Part.HEIGHT),
                            Map.entry(10, Part.WIDTH),
                            Map.entry(11, Part.ENC_SHA256),
                            Map.entry(13, Part.DIRECT_PATH),
                            Map.entry(17, Part.CONTEXT),
                            Map.entry(20, Part.VIEW_ONCE)));
    static final Layout AUDIO =
            new Layout(
                    MessageType.AUDIO,
                    Map.ofEntries(
                            Map.entry(1, Part.URL),
                            Map.entry(2, Part.MIME),
                            Map.entry(3, Part.SHA256),
                            Map.entry(4, Part.SIZE),
                            Map.entry(5, Part.SECONDS),
                            Map.entry(6, Part.VOICE),
                            Map.entry(7, Part.MEDIA_KEY),
                            Map.entry(8, Part.ENC_SHA256),
                            Map.entry(9, Part.DIRECT_PATH),
                            Map.entry(17, Part.CONTEXT),
                            Map.entry(21, Part.VIEW_ONCE)));
    static final Layout DOCUMENT =
            new Layout(
                    MessageType.DOCUMENT,
                    Map.ofEntries(
                            Map.entry(1, Part.URL),
                            Map.entry(2, Part.MIME),
                            Map.entry(3, Part.TITLE),
                            Map.entry(4, Part.SHA256),
                            Map.entry(5, Part.SIZE),
                            Map.entry(7, Part.MEDIA_KEY),
                            Map.entry(8, Part.FILE_NAME),
                            Map.entry(9, Part.ENC_SHA256),
                            Map.entry(10, Part.DIRECT_PATH),
                            Map.entry(17, Part.CONTEXT),
                            Map.entry(20, Part.CAPTION)));
    static final Layout STICKER =
            new Layout(
                    MessageType.STICKER,
                    Map.ofEntries(
                            Map.entry(1, Part.URL),
                            Map.entry(2, Part.SHA256),
                            Map.entry(3, Part.ENC_SHA256),
                            Map.entry(4, Part.MEDIA_KEY),
                            Map.entry(5, Part.MIME),
                            Map.entry(6, Part.HEIGHT),
                            Map.entry(7, Part.WIDTH),
                            Map.entry(8, Part.DIRECT_PATH),
                            Map.entry(9, Part.SIZE),
                            Map.entry(17, Part.CONTEXT)));

    private MediaDecoder() {}

    static Content.Shown decode(Fields fields, Layout layout) throws IOException {
        Media.Builder media = Media.builder();
        String caption = "";
        String title = "";
        String fileName = "";
        Context context = Context.NONE;
        while (fields.next()) {
            Part part = layout.parts().get(fields.number());
            if (part == null) {
                fields.skip();
                continue;
            }
            switch (part) {
                case MIME -> media.mimeType(fields.string());
                case CAPTION -> caption = fields.string();
                case TITLE -> title = fields.string();
                case FILE_NAME -> fileName = fields.string();
                case SIZE -> media.size(Math.max(0, fields.number64()));
                case SECONDS ->
                        media.duration(Duration.ofSeconds(fields.number64() & 0xffff_ffffL));
                case CONTEXT -> context = fields.message(Context::decode);
                case URL, DIRECT_PATH -> media.attribute(part.attribute, fields.string());
                case WIDTH, HEIGHT ->
                        media.attribute(part.attribute, Long.toUnsignedString(fields.number64()));
                case VOICE, GIF, VIEW_ONCE -> flag(media, part, fields.bool());
                case MEDIA_KEY, SHA256, ENC_SHA256 ->
                        media.attribute(
                                part.attribute, Base64.getEncoder().encodeToString(fields.bytes()));
            }
        }
        String name = fileName.isEmpty() ? title : fileName;
        if (!name.isEmpty()) {
            media.fileName(name);
        }
        Optional<String> text = caption.isEmpty() ? Optional.empty() : Optional.of(caption);
        return new Content.Shown(layout.type(), text, context, Optional.of(media.build()));
    }

    private static void flag(Media.Builder media, Part part, boolean set) {
        if (set) {
            media.attribute(part.attribute, "true");
        }
    }
}
