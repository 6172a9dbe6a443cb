package org.backscroll.console.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;

/** What a command writes to its two streams. */
final class Captured {
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
    final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

    /** A session that knows nothing but these streams. */
    CommandSession session() {
        Map<String, Object> variables = Map.of(Console.OUT, out, Console.ERR, err);
        return (CommandSession)
                Proxy.newProxyInstance(
                        Captured.class.getClassLoader(),
                        new Class<?>[] {CommandSession.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("get")) {
                                return variables.get(arguments[0]);
                            }
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    Console console() {
        return new Console(out, err, new Screen(Screen.UNLIMITED, ZoneOffset.UTC), false, false);
    }

    String out() {
        return outBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    String err() {
        return errBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
