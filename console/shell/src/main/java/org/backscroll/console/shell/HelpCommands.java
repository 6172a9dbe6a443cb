package org.backscroll.console.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.MessageType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
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

    /** With the parts it works on. */
    @Activate
    public HelpCommands(@Reference(name = "services") Services services) {
        this.services = services;
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
        Syntax syntax = Manual.find(command).orElseThrow(() -> Manual.unknown(command));
        return syntax.command()
                + " - "
                + syntax.summary()
                + System.lineSeparator()
                + syntax.usage();
    }

    /** Teaches a session of JLine what can follow our commands. */
    @Descriptor("teaches this session to complete our commands")
    public void completions(CommandSession session) {
        for (Syntax syntax : Manual.COMMANDS) {
            for (String line : completion(syntax)) {
                try {
                    session.execute(line);
                } catch (Exception e) { // Gogo's own signature; completion is a comfort
                    LOG.debug("no completion: {}", line, e);
                }
            }
        }
    }

    /** The lines of JLine's {@code complete} for a command. */
    static List<String> completion(Syntax syntax) {
        String head = "complete -c " + Commands.SCOPE + ":" + syntax.command();
        Stream<String> options =
                syntax.options().stream()
                        .map(
                                option ->
                                        head
                                                + " -l "
                                                + option.name().substring(2)
                                                + option.words()
                                                        .map(
                                                                words ->
                                                                        " -a '"
                                                                                + Commands.SCOPE
                                                                                + ":words "
                                                                                + words
                                                                                + "'")
                                                        .orElse(""));
        return Stream.concat(
                        Stream.of(head + " -e", head + " -d '" + syntax.summary() + "'"), options)
                .toList();
    }

    /** The words that completion offers. */
    @Descriptor(
            "lists the words that can stand in a place: types, message-types, sources, accounts")
    public List<String> words(
            @Descriptor("types, message-types, sources or accounts") String place) {
        return switch (place) {
            case "types" ->
                    Stream.concat(
                                    HistorySyncType.wellKnown().stream().map(HistorySyncType::name),
                                    services.strategies().stream().map(Services.Strategy::type))
                            .distinct()
                            .toList();
            case "message-types" ->
                    MessageType.wellKnown().stream().map(MessageType::name).toList();
            case "sources" -> services.sources().stream().map(Services.Source::name).toList();
            case "accounts" ->
                    services.sources().stream()
                            .map(source -> source.account().value())
                            .distinct()
                            .toList();
            default -> List.of();
        };
    }
}
