package org.backscroll.console.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.HistorySyncType;
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
                    .operands(0, 3, "[list]", "use TYPE BUNDLE", "unpin TYPE");

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
            @Descriptor("[list] | use TYPE BUNDLE | unpin TYPE") String[] words)
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
                        return new PartAnswers.Strategies(lines(services));
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

    private static String type(String name) throws CommandException {
        try {
            return HistorySyncType.of(name).name();
        } catch (IllegalArgumentException e) {
            throw STRATEGIES.wrong("'" + name + "' is no sync type; " + e.getMessage());
        }
    }

    private Answer use(String type, String wanted) throws CommandException, IOException {
        List<String> candidates =
                services.strategies().stream()
                        .filter(strategy -> strategy.type().equals(type))
                        .map(Services.Strategy::bundle)
                        .distinct()
                        .toList();
        List<String> found =
                candidates.contains(wanted)
                        ? List.of(wanted)
                        : candidates.stream().filter(name -> name.endsWith("." + wanted)).toList();
        if (found.size() != 1) {
            throw CommandException.failure(
                    "no bundle "
                            + wanted
                            + " serves "
                            + type
                            + "; "
                            + (candidates.isEmpty()
                                    ? "none does; start the bundle of one"
                                    : "these do: " + String.join(", ", candidates)));
        }
        services.pin(type, Optional.of(found.get(0)));
        return new Answer.Text(
                type
                        + " is done by "
                        + found.get(0)
                        + ", whatever ranks higher; from its next chunk on");
    }

    private Answer unpin(String type) throws CommandException, IOException {
        if (!services.pins().containsKey(type)) {
            throw CommandException.failure("no bundle is pinned for " + type);
        }
        services.pin(type, Optional.empty());
        return new Answer.Text(type + " is done by whatever ranks highest");
    }

    /** Every strategy, for each type first what is in use; and every known type without one. */
    static List<PartAnswers.StrategyLine> lines(Services services) {
        Map<String, String> pins = services.pins();
        List<Services.Strategy> strategies = new ArrayList<>(services.strategies());
        strategies.sort(
                Comparator.comparing(Services.Strategy::type)
                        .thenComparing(strategy -> !isPinned(strategy, pins)));
        List<PartAnswers.StrategyLine> lines = new ArrayList<>();
        Set<String> served = new HashSet<>();
        for (Services.Strategy strategy : strategies) {
            lines.add(
                    new PartAnswers.StrategyLine(
                            strategy.type(),
                            Optional.of(strategy),
                            served.add(strategy.type()),
                            isPinned(strategy, pins)));
        }
        for (HistorySyncType type : HistorySyncType.wellKnown()) {
            if (!served.contains(type.name())) {
                lines.add(
                        new PartAnswers.StrategyLine(type.name(), Optional.empty(), false, false));
            }
        }
        return lines;
    }

    private static boolean isPinned(Services.Strategy strategy, Map<String, String> pins) {
        return strategy.bundle().equals(pins.get(strategy.type()));
    }
}
