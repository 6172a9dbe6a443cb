package org.backscroll.source.whatsapp.export;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.backscroll.api.source.Rejected;

/** Tells a person what is the matter with a file, once, however many readers come by. */
final class Warnings {
    private final String source;
    private final Consumer<String> log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Warnings(String source, Consumer<String> log) {
        this.source = source;
        this.log = log;
    }

    /** All is read from the beginning: all is told again. */
    void begin() {
        told.clear();
    }

    /** Something cannot be read. */
    void damaged(Rejected rejected) {
        if (told.add(rejected.unit())) {
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

    /** Something may have to be set otherwise. */
    void hint(Export export, String line) {
        if (told.add(export.name() + "\n" + line)) {
            log.accept("Source " + source + ": " + export.name() + ": " + line);
        }
    }
}
