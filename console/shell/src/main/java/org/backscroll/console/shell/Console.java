package org.backscroll.console.shell;

import java.io.PrintStream;
import java.time.ZoneId;
import org.apache.felix.service.command.CommandSession;
import org.backscroll.formats.Json;

/**
 * Where a command that talks while it works writes to.
 *
 * @param out for what was asked for
 * @param err for progress and errors
 * @param screen what texts are laid out for
 * @param terminal whether somebody looks at {@code err} on a terminal
 * @param json whether the answer is wanted as JSON
 */
record Console(PrintStream out, PrintStream err, Screen screen, boolean terminal, boolean json) {
    /** Session variables: streams that write UTF-8, whatever the platform thinks. */
    static final String OUT = ".backscroll.out";

    static final String ERR = ".backscroll.err";

    private static final int COLUMNS_OF_A_TERMINAL = 80;

    /** The console of a session. */
    static Console of(Services services, CommandSession session, boolean json) {
        return new Console(
                stream(session, OUT, System.out),
                stream(session, ERR, System.err),
                new Screen(columns(services, session), ZoneId.systemDefault()),
                services.property(Services.TERMINAL).map(Boolean::parseBoolean).orElse(false),
                json || wantsJson(services));
    }

    static boolean wantsJson(Services services) {
        return services.property(Services.JSON).map(Boolean::parseBoolean).orElse(false);
    }

    /** How wide a text may be: as the shell's terminal, else as the process was told, else any. */
    static int columns(Services services, CommandSession session) {
        Object ofSession = session == null ? null : session.get("COLUMNS");
        return (ofSession == null ? services.property(Services.COLUMNS) : text(ofSession))
                .filter(text -> text.matches("[1-9]\\d{0,5}"))
                .map(Integer::parseInt)
                .orElse(Screen.UNLIMITED);
    }

    private static java.util.Optional<String> text(Object value) {
        return java.util.Optional.of(value.toString());
    }

    private static PrintStream stream(CommandSession session, String name, PrintStream other) {
        return session != null && session.get(name) instanceof PrintStream stream ? stream : other;
    }

    /** Prints an answer now, for commands that go on after it. */
    void print(Answer answer) {
        out.println(json ? Json.toString(answer::json) : answer.text(screen).stripTrailing());
        out.flush();
    }

    /** Prints a line for people: beside the answer when that is JSON. */
    void say(String line) {
        PrintStream to = json ? err : out;
        to.println(line);
        to.flush();
    }

    /** How wide a line of progress may be. */
    int progressColumns() {
        return screen.columns() == Screen.UNLIMITED ? COLUMNS_OF_A_TERMINAL : screen.columns();
    }
}
