package org.backscroll.console.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;

/** The commands that set sources up, and the tour, which needs one. */
@Component(service = SourceCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"source", "demo"})
public final class SourceCommands {
    private static final String NO_CHECK = "--no-check";

    static final Syntax SOURCE =
            Syntax.of("source", "adds, lists and removes sources")
                    .operands(
                            0,
                            Integer.MAX_VALUE,
                            "[list]",
                            "add TYPE NAME key=value...",
                            "remove NAME")
                    .flag(NO_CHECK);
    static final Syntax DEMO =
            Syntax.of("demo", "a tour: syncs a sample archive and shows what one can do with it");

    private final Services services;
    private final SourceAdmin admin;
    private final SyncRunner runner;

    /** With the parts it works on. */
    @Activate
    public SourceCommands(
            BundleContext context,
            @Reference(name = "services") Services services,
            @Reference(name = "events") SyncEvents events,
            @Reference(name = "configurations") ConfigurationAdmin configurations,
            @Reference(name = "metatype") MetaTypeService metatype) {
        this(
                services,
                events,
                new SourceAdmin(
                        services, configurations, () -> SourceTypes.installed(metatype, context)));
    }

    SourceCommands(Services services, SyncEvents events, SourceAdmin admin) {
        this.services = services;
        this.admin = admin;
        runner = new SyncRunner(services, events);
    }

    /** {@code source}. */
    @Descriptor("adds, lists and removes sources")
    public Object source(
            CommandSession session,
            @Descriptor("[list] | add TYPE NAME key=value... [--no-check] | remove NAME")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                SOURCE,
                words,
                (arguments, console) -> {
                    List<String> operands = arguments.operands();
                    switch (arguments.operand(0, "list")) {
                        case "list" -> {
                            atMost(operands, 1);
                            return new PartAnswers.SourceList(admin.list());
                        }
                        case "add" -> {
                            return add(operands, !arguments.has(NO_CHECK));
                        }
                        case "remove" -> {
                            atMost(operands, 2);
                            return remove(operands);
                        }
                        default -> throw SOURCE.wrong("source knows no '" + operands.get(0) + "'");
                    }
                });
    }

    private static void atMost(List<String> operands, int most) throws CommandException {
        if (operands.size() > most) {
            throw SOURCE.wrong("unexpected argument '" + operands.get(most) + "'");
        }
    }

    private Answer add(List<String> operands, boolean check)
            throws CommandException, java.io.IOException {
        if (operands.size() < 3 && (operands.size() < 2 || !isType(operands.get(1)))) {
            throw SOURCE.wrong(
                    "a source has a type, a name and settings; types: "
                            + String.join(
                                    ", ", admin.types().stream().map(SourceType::name).toList()));
        }
        String name = operands.size() < 3 ? "" : operands.get(2);
        new Lookup(services).writableStore();
        return new PartAnswers.Added(
                admin.add(
                        operands.get(1),
                        name,
                        operands.subList(Math.min(3, operands.size()), operands.size()),
                        check));
    }

    private boolean isType(String name) {
        return admin.types().stream().anyMatch(type -> type.name().equals(name));
    }

    private Answer remove(List<String> operands) throws CommandException, java.io.IOException {
        if (operands.size() < 2) {
            throw SOURCE.wrong("the source's name is missing; the names are told by: source list");
        }
        new Lookup(services).writableStore();
        admin.remove(operands.get(1));
        return new Answer.Text(
                "removed " + operands.get(1) + "; what it brought stays in the store");
    }

    /** {@code demo}. */
    @Descriptor("a tour: syncs a sample archive and shows what one can do with it")
    public Object demo(CommandSession session, @Descriptor("") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                DEMO,
                words,
                (arguments, console) -> new Demo(services, admin, runner, console).run());
    }
}
