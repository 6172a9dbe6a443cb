package org.backscroll.source.whatsapp.export;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often things came by, remembering those of late only. */
final class Ordinals {
    private static final int REMEMBERED = 16_384;

    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true);

    /** How many equal ones came before. */
    int next(String thing) {
        int before = counts.merge(thing, 1, Integer::sum) - 1;
        if (counts.size() > REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
        return before;
    }
}
