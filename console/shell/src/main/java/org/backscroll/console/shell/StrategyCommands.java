package org.backscroll.console.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that shows and chooses what decides what is fetched. */
@Component(service = StrategyCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"strategies"})
public final class StrategyCommands {
    static final Syntax STRATEGIES =
            Syntax.of(
                            "strategies",
                            "lists what decides what is fetched, and chooses what is in use")
                    .operands(0, 3, "[list]", "use TYPE BUNDLE[:VERSION]", "unpin TYPE");

    static final String NO_ENGINE =
            "no engine runs, so no strategy is used; start the bundle sync-engine";

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public StrategyCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code strategies}. */
    @Descriptor("lists what decides what is fetched, and chooses what is in use")
    public Object strategies(
            CommandSession session,
            @Descriptor("[list] | use TYPE BUNDLE[:VERSION] | unpin TYPE") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                STRATEGIES,
                words,
                (arguments, console) -> {
                    List<String> operands = arguments.operands();
                    String action = arguments.operand(0, "list");
                    int wanted =
                            switch (action) {
                                case "list" -> 1;
                                case "use" -> 3;
                                case "unpin" -> 2;
                                default ->
                                        throw STRATEGIES.wrong(
                                                "strategies knows no '" + action + "'");
                            };
                    if (operands.size() > wanted) {
                        throw STRATEGIES.wrong(
                                "unexpected argument '" + operands.get(wanted) + "'");
                    }
                    if (action.equals("list")) {
                        StrategyRuntime runtime = runtime();
                        return new PartAnswers.Strategies(lines(runtime), runtime.problems());
                    }
                    if (operands.size() < wanted) {
                        throw STRATEGIES.wrong("an argument is missing");
                    }
                    new Lookup(services).writableStore();
                    return action.equals("use")
                            ? use(type(operands.get(1)), operands.get(2))
                            : unpin(type(operands.get(1)));
                });
    }

    private StrategyRuntime runtime() throws CommandException {
        return services.strategies().orElseThrow(() -> CommandException.failure(NO_ENGINE));
    }

    private StrategyRuntime.Choice choice(HistorySyncType type) throws CommandException {
        return runtime().choices().stream()
                .filter(choice -> choice.type().equals(type))
                .findFirst()
                .orElse(new StrategyRuntime.Choice(type, Optional.empty(), List.of()));
    }

    private static HistorySyncType type(String name) throws CommandException {
        try {
            return HistorySyncType.of(name);
        } catch (IllegalArgumentException e) {
            throw STRATEGIES.wrong("'" + name + "' is no sync type; " + e.getMessage());
        }
    }

    private Answer use(HistorySyncType type, String wanted) throws CommandException, IOException {
        StrategyRuntime.Choice choice = choice(type);
        Set<String> exact = new LinkedHashSet<>();
        Set<String> byEnd = new LinkedHashSet<>();
        for (StrategyRuntime.Candidate candidate : choice.candidates()) {
            String bundle = candidate.bundle();
            for (String pin : List.of(bundle, bundle + ":" + candidate.version())) {
                int begin = pin.length() - wanted.length();
                if (pin.equals(wanted)) {
                    exact.add(pin);
                } else if (begin < bundle.length() && pin.endsWith("." + wanted)) {
                    byEnd.add(pin);
                }
            }
        }
        Set<String> found = exact.isEmpty() ? byEnd : exact;
        if (found.size() > 1) {
            throw CommandException.failure(
                    wanted + " may be " + String.join(" or ", found) + "; write which");
        }
        if (found.isEmpty()) {
            List<String> names = names(choice);
            throw CommandException.failure(
                    "no bundle "
                            + wanted
                            + " serves "
                            + type
                            + "; "
                            + (names.isEmpty()
                                    ? "none does; start the bundle of one"
                                    : "these do: " + String.join(", ", names)));
        }
        String pin = found.iterator().next();
        services.pin(type, Optional.of(pin));
        return new Answer.Text(
                type + " is done by " + pin + ", whatever ranks higher; from its next chunk on");
    }

    private Answer unpin(HistorySyncType type) throws CommandException, IOException {
        if (choice(type).pin().isEmpty()) {
            throw CommandException.failure("no bundle is pinned for " + type);
        }
        services.pin(type, Optional.empty());
        return new Answer.Text(type + " is done by whatever ranks highest");
    }

    /** What can be pinned: bundles, and where several versions of one are there, each of them. */
    static List<String> names(StrategyRuntime.Choice choice) {
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        for (StrategyRuntime.Candidate candidate : choice.candidates()) {
            versions.computeIfAbsent(candidate.bundle(), bundle -> new LinkedHashSet<>())
                    .add(candidate.version());
        }
        List<String> names = new ArrayList<>();
        versions.forEach(
                (bundle, all) -> {
                    names.add(bundle);
                    if (all.size() > 1) {
                        all.forEach(version -> names.add(bundle + ":" + version));
                    }
                });
        return names;
    }

    /** Every strategy, for each type first what is in use; and every known type without one. */
    static List<PartAnswers.StrategyLine> lines(StrategyRuntime runtime) {
        List<PartAnswers.StrategyLine> lines = new ArrayList<>();
        Set<HistorySyncType> served = new HashSet<>();
        for (StrategyRuntime.Choice choice : runtime.choices()) {
            for (StrategyRuntime.Candidate candidate : choice.candidates()) {
                lines.add(
                        new PartAnswers.StrategyLine(
                                choice.type(), Optional.of(candidate), served.add(choice.type())));
            }
        }
        for (HistorySyncType type : HistorySyncType.wellKnown()) {
            if (!served.contains(type)) {
                lines.add(new PartAnswers.StrategyLine(type, Optional.empty(), false));
            }
        }
        return lines;
    }
}
