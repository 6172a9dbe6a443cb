package org.backscroll.source.whatsapp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.backscroll.api.source.Rejected;

/** Tells of a damaged file once, however many records of it are lost and readers come by. */
final class Warnings {
    private final String source;
    private final Consumer<String> log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Warnings(String source, Consumer<String> log) {
        this.source = source;
        this.log = log;
    }

    /** A lane is read from its beginning: its damage is told again. */
    void begin(String lane) {
        told.removeIf(key -> key.startsWith(lane + "/"));
    }

    void damaged(String lane, Rejected rejected) {
        if (told.add(lane + "/" + rejected.unit())) {
            log.accept(
                    "Source "
                            + source
                            + ": "
                            + rejected.unit()
                            + " is damaged: "
                            + rejected.reason()
                            + " ("
                            + rejected.position()
                            + "); what can be read of it is kept");
        }
    }
}
