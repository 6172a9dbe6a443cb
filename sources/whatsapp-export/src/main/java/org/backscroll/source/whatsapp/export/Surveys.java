package org.backscroll.source.whatsapp.export;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Surveys files, remembering what it found of those that have not changed. */
final class Surveys {
    private static final int REMEMBERED = 1024;

    private final Setup setup;
    private final Map<Export, Survey> known = new LinkedHashMap<>(16, 0.75f, true);

    Surveys(Setup setup) {
        this.setup = setup;
    }

    /**
     * What was found of a file.
     *
     * @throws UnreadableException if it is no exported chat
     */
    Survey of(Export export) throws IOException {
        synchronized (known) {
            if (known.containsKey(export)) {
                return known.get(export);
            }
        }
        try (Lines lines =
                new Lines(ChatText.open(export, setup.limits()), setup.limits().record())) {
            Optional<Survey> found = Survey.of(lines, setup.dates());
            Survey survey =
                    found.orElseThrow(
                            () ->
                                    new UnreadableException(
                                            "it is no exported chat: no line of it begins with a"
                                                    + " date and a time"));
            synchronized (known) {
                known.put(export, survey);
                if (known.size() > REMEMBERED) {
                    known.remove(known.keySet().iterator().next());
                }
            }
            return survey;
        }
    }
}
