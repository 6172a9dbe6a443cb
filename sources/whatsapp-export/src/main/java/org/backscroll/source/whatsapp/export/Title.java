package org.backscroll.source.whatsapp.export;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a chat's name in the name of its file. */
final class Title {
    /** What iOS calls the text of every chat. */
    static final String IOS = "_chat";

    private static final Pattern EXTENSION =
            Pattern.compile("\\.(?:txt|zip)$", Pattern.CASE_INSENSITIVE);

    /** What a browser adds to the name of a file that is there already. */
    private static final Pattern COPY = Pattern.compile(" ?\\([0-9]{1,3}\\)$");

    private Title() {}

    /**
     * The chat's name: in the file's own name, or in that of its folder where the file's says
     * nothing.
     */
    static String of(Path path) {
        String own = base(path.getFileName().toString());
        Path folder = path.toAbsolutePath().getParent();
        if (own.equalsIgnoreCase(IOS) && folder != null && folder.getFileName() != null) {
            String outer = base(folder.getFileName().toString());
            return after(outer).orElse(outer);
        }
        return after(own).orElse(own);
    }

    /** Whether a file's name is one that WhatsApp gives. */
    static boolean given(String name) {
        String base = base(name);
        return base.equalsIgnoreCase(IOS) || after(base).isPresent();
    }

    private static String base(String name) {
        String clean = Names.clean(name);
        String base = COPY.matcher(EXTENSION.matcher(clean).replaceFirst("")).replaceFirst("");
        return base.strip();
    }

    private static Optional<String> after(String base) {
        String small = base.toLowerCase(Locale.ROOT).replace('_', ' ');
        for (String phrase : Phrases.of(Phrases.TITLE)) {
            if (small.startsWith(phrase + " ") && small.length() == base.length()) {
                String rest = base.substring(phrase.length() + 1);
                return Optional.of(base.indexOf(' ') < 0 ? rest.replace('_', ' ') : rest);
            }
        }
        return Optional.empty();
    }
}
