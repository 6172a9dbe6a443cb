package org.backscroll.engine;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.backscroll.api.store.JobKey;

/** The inbox of each source, in a folder of its own below that of its account. Thread-safe. */
final class Inboxes {
    private final Path folder;
    private final Map<Path, Inbox> open = new HashMap<>();

    Inboxes(Path folder) {
        this.folder = folder;
    }

    /** The inbox that a job drains. */
    synchronized Inbox of(JobKey key) throws IOException {
        Path own = folder.resolve(name(key.account().value())).resolve(name(key.source()));
        Inbox inbox = open.get(own);
        if (inbox == null) {
            inbox = new Inbox(own);
            open.put(own, inbox);
        }
        return inbox;
    }

    /** How many deliveries wait, in those that were looked into. */
    synchronized int queued() {
        return open.values().stream().mapToInt(Inbox::size).sum();
    }

    /** A name that every file system takes, and that leads nowhere else. */
    private static String name(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace(".", "%2E");
    }
}
