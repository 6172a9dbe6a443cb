package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that deals with records that could not be read. */
@Component(service = QuarantineCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "quarantine")
public final class QuarantineCommands {
    static final Syntax QUARANTINE =
            Syntax.of("quarantine", "lists, shows or retries records that could not be read")
                    .operands(0, Integer.MAX_VALUE, "[list]", "show ID", "retry [ID...]")
                    .option("--limit", "N")
                    .option("--account", "NAME", "accounts");

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public QuarantineCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code quarantine}. */
    @Descriptor("lists, shows or retries records that could not be read")
    public Object quarantine(
            CommandSession session,
            @Descriptor("[list] [--limit 50] | show ID | retry [ID...] [--account A]")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                QUARANTINE,
                words,
                (arguments, console) -> {
                    String verb = arguments.operand(0, "list");
                    List<Long> ids = ids(arguments);
                    return switch (verb) {
                        case "list" -> list(arguments, ids);
                        case "show" -> show(ids);
                        case "retry" -> retry(arguments, ids, console);
                        default -> throw QUARANTINE.wrong("quarantine knows no '" + verb + "'");
                    };
                });
    }

    private static List<Long> ids(Arguments arguments) throws CommandException {
        List<Long> ids = new ArrayList<>();
        for (String word : arguments.operands().stream().skip(1).toList()) {
            if (!word.matches("\\d{1,18}")) {
                throw QUARANTINE.wrong("'" + word + "' is no id; quarantine list shows them");
            }
            ids.add(Long.valueOf(word));
        }
        return ids;
    }

    private Answer list(Arguments arguments, List<Long> ids)
            throws CommandException, StoreException {
        if (!ids.isEmpty()) {
            throw QUARANTINE.wrong("unexpected argument '" + ids.get(0) + "'");
        }
        int limit = arguments.number("--limit", 1, 100_000).map(Long::intValue).orElse(50);
        Optional<AccountId> account = arguments.account("--account");
        Quarantine quarantine = quarantine(new Lookup(services).store());
        return new QuarantineAnswers.Quarantined(of(account, quarantine.quarantined(limit)));
    }

    private Answer show(List<Long> ids) throws CommandException, StoreException {
        if (ids.size() != 1) {
            throw QUARANTINE.wrong("show takes one id");
        }
        Quarantine quarantine = quarantine(new Lookup(services).store());
        return new QuarantineAnswers.Shown(find(quarantine, ids.get(0)));
    }

    private Answer retry(Arguments arguments, List<Long> ids, Console console)
            throws CommandException, StoreException, InterruptedException {
        Optional<AccountId> account = arguments.account("--account");
        Services.Store store = new Lookup(services).writableStore();
        Quarantine quarantine = quarantine(store);
        List<Quarantine.Held> records = new ArrayList<>();
        for (long id : ids.stream().distinct().toList()) {
            records.add(find(quarantine, id));
        }
        if (ids.isEmpty()) {
            records.addAll(quarantine.quarantined(Integer.MAX_VALUE));
        }
        return new QuarantineRetry(store.service(), quarantine, services.sources(), console)
                .run(of(account, records));
    }

    private static List<Quarantine.Held> of(
            Optional<AccountId> account, List<Quarantine.Held> records) {
        return records.stream()
                .filter(held -> account.isEmpty() || account.get().equals(held.key().account()))
                .toList();
    }

    private Quarantine quarantine(Services.Store store) throws CommandException {
        return services.of(store, Quarantine.class)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "the store " + store.type() + " keeps no quarantine"));
    }

    private static Quarantine.Held find(Quarantine quarantine, long id)
            throws CommandException, StoreException {
        return quarantine
                .quarantined(id)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "there is no record "
                                                + id
                                                + " in quarantine; see: quarantine list"));
    }
}
