package org.backscroll.console.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.SyncJob;
import org.backscroll.api.store.StoreException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command about accounts: which there are, and that one be forgotten. */
@Component(service = AccountCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "account")
public final class AccountCommands {
    static final Syntax ACCOUNT =
            Syntax.of("account", "lists accounts and their sources, or forgets one")
                    .operands(0, 2, "[list]", "forget NAME");

    private final Services services;
    private final SourceAdmin admin;
    private final SyncRunner runner;

    /** With the parts it works on. */
    @Activate
    public AccountCommands(
            @Reference(name = "services") Services services,
            @Reference(name = "events") SyncEvents events,
            @Reference(name = "configurations") ConfigurationAdmin configurations) {
        this.services = services;
        runner = new SyncRunner(services, events);
        admin = new SourceAdmin(services, configurations, List::of);
    }

    /** {@code account}. */
    @Descriptor("lists accounts and their sources, or forgets one")
    public Object account(
            CommandSession session, @Descriptor("[list] | forget NAME") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                ACCOUNT,
                words,
                (arguments, console) -> {
                    List<String> operands = arguments.operands();
                    switch (arguments.operand(0, "list")) {
                        case "list" -> {
                            if (operands.size() > 1) {
                                throw ACCOUNT.wrong(
                                        "unexpected argument '" + operands.get(1) + "'");
                            }
                            return accounts();
                        }
                        case "forget" -> {
                            if (operands.size() < 2) {
                                throw ACCOUNT.wrong(
                                        "the account's name is missing; the names are told by:"
                                                + " account list");
                            }
                            return forget(console, arguments.account(1));
                        }
                        default ->
                                throw ACCOUNT.wrong("account knows no '" + operands.get(0) + "'");
                    }
                });
    }

    private Answer accounts() throws CommandException, StoreException {
        List<AccountId> stored = new Lookup(services).store().service().accounts();
        Map<AccountId, List<String>> all = new TreeMap<>();
        stored.forEach(account -> all.put(account, new ArrayList<>()));
        for (Services.Source source : services.sources()) {
            all.computeIfAbsent(source.account(), a -> new ArrayList<>()).add(source.name());
        }
        return new PartAnswers.AccountList(
                all.entrySet().stream()
                        .map(
                                entry ->
                                        new PartAnswers.AccountLine(
                                                entry.getKey(),
                                                stored.contains(entry.getKey()),
                                                entry.getValue()))
                        .toList());
    }

    private Answer forget(Console console, AccountId account)
            throws CommandException,
                    StoreException,
                    HistoryException,
                    IOException,
                    InterruptedException {
        Services.Store store = new Lookup(services).writableStore();
        TreeSet<String> feeding = new TreeSet<>();
        services.sources().stream()
                .filter(source -> source.account().equals(account))
                .forEach(source -> feeding.add(source.name()));
        admin.list().stream()
                .filter(source -> source.account().equals(account.value()))
                .forEach(source -> feeding.add(source.name()));
        if (!feeding.isEmpty()) {
            throw CommandException.failure(
                    "account "
                            + account
                            + " is fed by "
                            + String.join(", ", feeding)
                            + "; first: source remove "
                            + feeding.first());
        }
        if (!store.service().accounts().contains(account)) {
            throw CommandException.failure(
                    "there is no account " + account + " to forget; see: account list");
        }
        // Without a source they could only wait, and would hold the account in use.
        for (SyncJob job : runner.unfinished()) {
            if (job.account().equals(account)) {
                job.cancel();
                runner.follow(console, job);
            }
        }
        return new RetentionAnswer.OfAccount(
                account, RetentionCommands.retention(services, store).forget(account));
    }
}
