package org.backscroll.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** What every page has: its head, its style and the rules for what may stand in it. */
final class Html {
    /** By this a page of ours is known. */
    static final String GENERATOR = "<meta name=\"generator\" content=\"Backscroll\">";

    private static final String STYLE = style();

    private Html() {}

    /**
     * The beginning of a page. It loads nothing and runs nothing: its policy allows the one style
     * within it.
     */
    static String head(String title) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
                style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                %s
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                """
                .formatted(
                        Base64.getEncoder().encodeToString(sha256(STYLE)),
                        GENERATOR,
                        escape(title),
                        STYLE);
    }

    /** The end of a page. */
    static String foot() {
        return "</body>\n</html>\n";
    }

    /** Any text as text or as an attribute's value within double quotes. */
    static String escape(String text) {
        String clean = PlainText.clean(text);
        StringBuilder out = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A text in a line of others, whose direction of writing it leaves alone. */
    static String isolated(String text) {
        return "<bdi>" + escape(PlainText.oneLine(text)) + "</bdi>";
    }

    /** A word of 16 letters and digits that stands for a text. */
    static String fingerprint(String text) {
        return HexFormat.of().formatHex(sha256(text), 0, 8);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String style() {
        try (InputStream in = Html.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in the bundle
        }
    }
}
