package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that help with typing: {@code help}, and completion for an interactive shell. */
@Component(service = HelpCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"help", "completions", "words"})
public final class HelpCommands {
    static final Syntax HELP =
            Syntax.of("help", "lists the commands, or tells how one is typed")
                    .operands(0, 1, "[COMMAND]");

    private static final Logger LOG = LoggerFactory.getLogger(HelpCommands.class);

    private final Services services;
    private final KnownWords known;

    /** With the parts it works on. */
    @Activate
    public HelpCommands(
            BundleContext context,
            @Reference(name = "services") Services services,
            @Reference(name = "metatype") MetaTypeService metatype) {
        this.services = services;
        known =
                new KnownWords(
                        services,
                        () ->
                                SourceTypes.installed(metatype, context).stream()
                                        .map(SourceType::name)
                                        .toList(),
                        LogCommands::names);
    }

    /** {@code help}. */
    @Descriptor("lists the commands, or tells how one is typed")
    public Object help(CommandSession session, @Descriptor("[COMMAND]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                HELP,
                words,
                (arguments, console) ->
                        arguments.operands().isEmpty()
                                ? new Answer.Text(all())
                                : new Answer.Text(one(arguments.operands().get(0))));
    }

    private static String all() {
        Table table = new Table().text("").text("");
        Manual.COMMANDS.forEach(syntax -> table.row(syntax.command(), syntax.summary()));
        return table.render(new Screen(Screen.UNLIMITED, java.time.ZoneOffset.UTC))
                + System.lineSeparator()
                + "COMMAND --help tells how one is typed; every command knows --json.";
    }

    private static String one(String command) throws CommandException {
        return Manual.find(command).orElseThrow(() -> Manual.unknown(command)).help();
    }

    /** Teaches a session of JLine what can follow our commands. */
    @Descriptor("teaches this session to complete our commands")
    public void completions(CommandSession session) {
        for (Syntax syntax : Manual.COMMANDS) {
            for (String name : names(session, syntax.command())) {
                for (String line : completion(syntax, name)) {
                    try {
                        session.execute(line);
                    } catch (Exception e) { // Gogo's own signature; completion is a comfort
                        LOG.debug("no completion: {}", line, e);
                    }
                }
            }
        }
    }

    /**
     * The names under which JLine looks for a command: ours, and those of others that end like it,
     * for it looks through the scopes as if the last one came first.
     */
    private static Set<String> names(CommandSession session, String command) {
        Set<String> names = new TreeSet<>();
        names.add(Commands.SCOPE + ":" + command);
        if (session.get(".commands") instanceof Set<?> all) {
            all.stream()
                    .map(String::valueOf)
                    .filter(name -> name.endsWith(":" + command))
                    .forEach(names::add);
        }
        return names;
    }

    /** The lines of JLine's {@code complete} for a command under a name. */
    static List<String> completion(Syntax syntax, String name) {
        String head = "complete -c " + name;
        List<String> lines = new ArrayList<>();
        lines.add(head + " -e");
        lines.add(head + " -d '" + syntax.summary() + "'");
        syntax.options()
                .forEach(
                        option ->
                                lines.add(
                                        head
                                                + " -l "
                                                + option.name().substring(2)
                                                + " -d '"
                                                + OptionNotes.of(syntax.command(), option.name())
                                                + "'"));
        lines.add(head + " -a '" + Commands.SCOPE + ":words'");
        return lines;
    }

    /** The words that can stand where the person is typing. */
    @Descriptor("lists the words that can stand where the cursor is; completion asks it")
    public List<Object> words(CommandSession session) {
        try {
            List<String> typed = TypedLine.words(session);
            Optional<Syntax> syntax =
                    typed.isEmpty()
                            ? Optional.empty()
                            : Manual.find(typed.get(0).replaceFirst("^.*:", ""));
            return syntax.isEmpty()
                    ? List.of()
                    : TypedLine.candidates(
                            known.after(syntax.get(), typed.subList(1, typed.size())));
        } catch (StoreException e) {
            LOG.debug("nothing can be offered", e);
            return List.of();
        }
    }
}
