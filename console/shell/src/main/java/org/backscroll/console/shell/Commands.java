package org.backscroll.console.shell;

import java.io.IOException;
import org.apache.felix.service.command.CommandSession;
import org.backscroll.api.HistoryException;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what a command does, and turns what goes wrong into one line for the person. */
final class Commands {
    /** The scope of all our commands. */
    static final String SCOPE = "history";

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** What a command does. */
    @FunctionalInterface
    interface Body {
        /** Returns the answer, or {@code null} when all was printed already. */
        Answer run(Arguments arguments, Console console)
                throws CommandException,
                        HistoryException,
                        StoreException,
                        SourceException,
                        IOException,
                        InterruptedException;
    }

    /** Runs a command as typed. */
    static Answer run(
            Services services, CommandSession session, Syntax syntax, String[] words, Body body)
            throws CommandException {
        Arguments arguments = syntax.parse(words);
        if (arguments.has(Arguments.HELP)) {
            return new Answer.Text(syntax.help());
        }
        boolean json = arguments.has(Arguments.JSON);
        Answer answer = run(syntax, arguments, Console.of(services, session, json), body);
        return json && answer != null ? new Answer.AsJson(answer) : answer;
    }

    private static Answer run(Syntax syntax, Arguments arguments, Console console, Body body)
            throws CommandException {
        try {
            return body.run(arguments, console);
        } catch (HistoryException e) {
            LOG.debug("{} failed", syntax.command(), e);
            if (e.kind() == HistoryException.Kind.BAD_REQUEST) {
                throw syntax.wrong(e.getMessage());
            }
            throw CommandException.failure(e.getMessage());
        } catch (StoreException e) {
            LOG.info("{} failed", syntax.command(), e);
            throw CommandException.failure(e.getMessage());
        } catch (SourceException e) {
            LOG.debug("{} failed", syntax.command(), e);
            throw CommandException.failure(e.getMessage());
        } catch (IllegalArgumentException e) {
            // Stores tell a mangled cursor this way; a defect would look the same.
            LOG.debug("{} failed", syntax.command(), e);
            throw CommandException.failure(
                    e.getMessage() == null ? "that was not understood" : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: Gogo would show them as a bare InvocationTargetException.
            LOG.error("{} failed", syntax.command(), e);
            throw CommandException.failure(
                    syntax.command() + " failed: " + describe(e) + "; the log says more");
        }
    }

    private static String describe(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
