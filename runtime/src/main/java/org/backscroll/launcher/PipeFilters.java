package org.backscroll.launcher;

import java.util.Hashtable;
import java.util.Map;

/**
 * The filters behind a bar, such as {@code grep}, where no person sits: they come with Gogo's shell
 * for terminals, which is not started then, as it would take standard input.
 */
final class PipeFilters {
    private static final String TYPE = "org.apache.felix.gogo.jline.Posix";
    private static final String[] NAMES = {"cat", "echo", "grep", "head", "sort", "tail", "wc"};

    /** Colours are for a terminal, which Gogo takes everything for. */
    static final String PLAIN = "grep = { gogo:grep --color=never $args }";

    private PipeFilters() {}

    /** Registers them; without them the shell does all else. */
    static void register(Platform platform, String bundle, Object processor, LaunchLog log) {
        try {
            Class<?> type = platform.load(bundle, TYPE);
            Object filters = type.getConstructors()[0].newInstance(processor);
            platform.context()
                    .registerService(
                            Object.class,
                            filters,
                            new Hashtable<>(
                                    Map.of(
                                            "osgi.command.scope",
                                            "gogo",
                                            "osgi.command.function",
                                            NAMES)));
        } catch (ReflectiveOperationException | Problem e) {
            log.write("grep and its like are missing", e);
        }
    }
}
