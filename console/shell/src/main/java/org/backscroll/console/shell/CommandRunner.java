package org.backscroll.console.shell;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one command and ends: what the launcher calls when the program was started with words behind
 * it. Takes the words as a {@code List<String>}, prints to the process's streams, and returns the
 * exit code: 0 done, 1 failed, 2 typed wrongly.
 *
 * <p>The words go to the Gogo function as they are, not through Gogo's parser, so that blanks,
 * quotes and dollar signs in them mean themselves.
 */
@Component(
        service = ToIntFunction.class,
        immediate = true,
        property = "backscroll.main:Boolean=true")
public final class CommandRunner implements ToIntFunction<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

    /** For how long a command that is done lets the search index come after it. */
    private static final Duration FOLLOW = Duration.ofSeconds(2);

    private final CommandProcessor processor;
    private final Services services;
    private final SyncRunner runner;

    /** With the processor that knows the commands. */
    @Activate
    public CommandRunner(
            @Reference(name = "processor") CommandProcessor processor,
            @Reference(name = "services") Services services,
            @Reference(name = "events") SyncEvents events) {
        this.processor = processor;
        this.services = services;
        runner = new SyncRunner(services, events);
    }

    @Override
    public int applyAsInt(Object words) {
        List<String> list = new ArrayList<>();
        for (Object word : (List<?>) words) {
            list.add(String.valueOf(word));
        }
        // UTF-8 whatever the platform's idea of it: JSON is UTF-8, and terminals are by now.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        try (CommandSession session = processor.createSession(System.in, out, err)) {
            session.put(Console.OUT, out);
            session.put(Console.ERR, err);
            return run(session, list, out, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int run(CommandSession session, List<String> words, PrintStream out, PrintStream err) {
        try {
            Object answer = execute(session, words);
            if (answer != null) {
                out.println(session.format(answer, Converter.INSPECT));
                out.flush();
            }
            int code = answer instanceof Answer ours ? ours.exitCode() : 0;
            return Math.max(code, awaitLeftJobs(session, answer));
        } catch (CommandException e) {
            out.flush();
            err.println(e);
            return e.exitCode();
        } catch (Exception e) { // Gogo's own signature
            LOG.error("{} failed", words.isEmpty() ? "?" : words.get(0), e);
            err.println(
                    "that failed: "
                            + DisplayText.oneLine(String.valueOf(e.getMessage()))
                            + "; the log says more");
            return CommandException.FAILED;
        }
    }

    private Object execute(CommandSession session, List<String> words) throws Exception {
        if (words.isEmpty()) {
            throw Manual.unknown("");
        }
        String command = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (command.equals("--help") || command.equals("-h")) {
            command = HelpCommands.HELP.command();
            rest = List.of();
        }
        Syntax syntax = Manual.find(command).orElse(null);
        if (syntax == null) {
            throw Manual.unknown(command);
        }
        command = syntax.command();
        if (session.get(Commands.SCOPE + ":" + command) instanceof Function function) {
            return function.execute(session, new ArrayList<Object>(rest));
        }
        throw CommandException.failure(
                "the command "
                        + command
                        + " is not there; a bundle it needs is missing (Config Admin, Metatype)");
    }

    private int awaitLeftJobs(CommandSession session, Object answer) {
        boolean readOnly =
                services.property(HistoryStore.FRAMEWORK_READ_ONLY)
                        .map(Boolean::parseBoolean)
                        .orElse(false);
        if (readOnly) {
            return 0;
        }
        var failed = new LeftJobs(services, runner).await(Console.of(services, session, false));
        letIndexFollow();
        Object plain = answer instanceof Answer.AsJson json ? json.answer() : answer;
        return plain instanceof SyncAnswer sync && failed.contains(sync.result().job())
                ? CommandException.FAILED
                : 0;
    }

    /** Where every process is a short one, what follows behind would never arrive. */
    private void letIndexFollow() {
        try {
            Optional<Services.Store> store = services.store();
            Optional<SearchIndex> index =
                    store.isEmpty()
                            ? Optional.empty()
                            : services.of(store.get(), SearchIndex.class);
            if (index.isPresent() && !index.get().catchUp(FOLLOW)) {
                LOG.debug("the search index goes on at the next start");
            }
        } catch (StoreException e) {
            LOG.debug("the search index stays where it is", e);
        }
    }
}
