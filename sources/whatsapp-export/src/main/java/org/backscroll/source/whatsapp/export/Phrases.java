package org.backscroll.source.whatsapp.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.MessageType;

/** What WhatsApp itself writes into an export, in the languages of {@code phrases.txt}. */
final class Phrases {
    /** In front of a chat's name, in the name of a file. */
    static final String TITLE = "title";

    /** In a tag, in front of an attached file's name. */
    static final String ATTACHED = "attached";

    /** In brackets, behind an attached file's name. */
    static final String FILE = "file";

    static final String DELETED = "deleted";

    /** A tag behind a text. */
    static final String EDITED = "edited";

    static final String CALL = "call";

    /** In front of a poll's question. */
    static final String POLL = "poll";

    /** In front of a place's address on a map. */
    static final String PLACE = "place";

    /** Between a date and a time. */
    static final String AT = "at";

    /** Longer than any phrase with its marks: what people write is mostly told by that alone. */
    private static final int MOST = 80;

    private static final String RESOURCE = "phrases.txt";
    private static final String OMITTED = "omitted.";
    private static final Phrases ALL = new Phrases();

    private final Map<String, Set<String>> byKind = new HashMap<>();
    private final Map<String, MessageType> omitted = new HashMap<>();

    private Phrases() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Phrases.class.getResourceAsStream(RESOURCE),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int blank = line.indexOf(' ');
                    add(line.substring(0, blank), line.substring(blank + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in this bundle
        }
    }

    private void add(String kind, String phrase) {
        if (kind.startsWith(OMITTED)) {
            omitted.put(phrase, MessageType.of(kind.substring(OMITTED.length())));
        } else {
            byKind.computeIfAbsent(kind, any -> new HashSet<>()).add(phrase);
        }
    }

    /** Whether a text, as far as it is to be seen, is a phrase of a kind. */
    static boolean is(String kind, String text) {
        return text.length() <= MOST && of(kind).contains(Marks.plain(text));
    }

    /** All phrases of a kind. */
    static Set<String> of(String kind) {
        return ALL.byKind.get(kind);
    }

    /** What was left out, if a text says that something was. */
    static Optional<MessageType> omitted(String text) {
        return text.length() <= MOST
                ? Optional.ofNullable(ALL.omitted.get(Marks.plain(text)))
                : Optional.empty();
    }
}
