package org.backscroll.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Runs the lines of a pipe or a file as the shell's commands: results on standard output, failures
 * on standard error, no prompt. Gogo is a bundle, so its session is spoken to by reflection.
 */
final class LineShell {
    private static final int INSPECT = 0;

    private final Object session;
    private final Method execute;
    private final Method format;
    private final PrintStream out;
    private final LaunchLog log;

    LineShell(Object processor, PrintStream out, PrintStream err, LaunchLog log)
            throws ReflectiveOperationException {
        ClassLoader gogo = processor.getClass().getClassLoader();
        Class<?> type = gogo.loadClass("org.apache.felix.service.command.CommandProcessor");
        Class<?> sessionType = gogo.loadClass("org.apache.felix.service.command.CommandSession");
        // No input for the commands: the lines behind this one are commands, not data.
        session =
                type.getMethod(
                                "createSession",
                                InputStream.class,
                                OutputStream.class,
                                OutputStream.class)
                        .invoke(processor, InputStream.nullInputStream(), out, err);
        sessionType
                .getMethod("put", String.class, Object.class)
                .invoke(session, "SCOPE", "history:*");
        execute = sessionType.getMethod("execute", CharSequence.class);
        execute.invoke(session, PipeFilters.PLAIN);
        format = sessionType.getMethod("format", Object.class, int.class);
        this.out = out;
        this.log = log;
    }

    /**
     * Until the input ends or says {@code exit}.
     *
     * @return 0, or 1 when the last command failed
     */
    int run(BufferedReader lines) throws IOException {
        int code = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line.strip();
            if (command.equals("exit") || command.equals("quit")) {
                break;
            }
            if (!command.isEmpty() && !command.startsWith("#")) {
                code = run(command) ? 0 : Problem.FAILED;
            }
        }
        return code;
    }

    private boolean run(String command) {
        try {
            Object result = execute.invoke(session, command);
            if (result != null) {
                out.println(format.invoke(session, result, INSPECT));
            }
            return true;
        } catch (InvocationTargetException e) {
            log.write("a command of the shell failed", e.getCause());
            Complaint.print(Complaint.line(e.getCause()));
            return false;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } finally {
            out.flush();
        }
    }
}
