package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that show how syncs stand and what is complete. */
@Component(service = StateCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"state", "coverage", "quarantine"})
public final class StateCommands {
    static final Syntax STATE =
            Syntax.of("state", "shows how far the syncs of each type have come")
                    .option("--account", "NAME", "accounts");
    static final Syntax COVERAGE =
            Syntax.of("coverage", "shows what is known to be complete")
                    .operands(0, 1, "[JID]")
                    .option("--account", "NAME", "accounts");
    static final Syntax QUARANTINE =
            Syntax.of("quarantine", "lists records that could not be read, newest first")
                    .option("--limit", "N")
                    .option("--account", "NAME", "accounts");

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public StateCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code state}. */
    @Descriptor("shows how far the syncs of each type have come")
    public Object state(CommandSession session, @Descriptor("[--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                STATE,
                words,
                (arguments, console) -> {
                    Optional<AccountId> account = arguments.account("--account");
                    return state(new Lookup(services).store(), account);
                });
    }

    private static Answer state(Services.Store store, Optional<AccountId> account)
            throws StoreException {
        // Oldest first, so that the newest job of a key stays.
        Map<JobKey, SyncStatus> statuses = new LinkedHashMap<>();
        for (JobState job : store.service().jobs()) {
            statuses.put(job.key(), job.status());
        }
        TreeSet<JobKey> keys = new TreeSet<>(store.service().keys());
        keys.addAll(statuses.keySet());
        List<StateAnswers.KeyState> states = new ArrayList<>();
        for (JobKey key : keys) {
            if (account.isEmpty() || account.get().equals(key.account())) {
                states.add(
                        new StateAnswers.KeyState(
                                key,
                                Optional.ofNullable(statuses.get(key)),
                                store.service().lanes(key)));
            }
        }
        return new StateAnswers.State(states);
    }

    /** {@code coverage}. */
    @Descriptor("shows what is known to be complete")
    public Object coverage(
            CommandSession session, @Descriptor("[JID] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                COVERAGE,
                words,
                (arguments, console) -> {
                    Optional<Jid> chat =
                            arguments.operands().isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(arguments.jid(0));
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    return coverage(store, account, chat);
                });
    }

    private static Answer coverage(Services.Store store, AccountId account, Optional<Jid> chat)
            throws CommandException, StoreException {
        ChatCoverage summary = ChatCoverage.NONE;
        if (chat.isPresent()) {
            summary =
                    store.service()
                            .conversation(account, chat.get())
                            .map(ConversationInfo::coverage)
                            .orElseThrow(() -> Lookup.unknown(account, chat.get()));
        }
        return new StateAnswers.Complete(
                account, chat, summary, store.service().coverage(account, chat));
    }

    /** {@code quarantine}. */
    @Descriptor("lists records that could not be read, newest first")
    public Object quarantine(
            CommandSession session, @Descriptor("[--limit 50] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                QUARANTINE,
                words,
                (arguments, console) -> {
                    int limit =
                            arguments.number("--limit", 1, 100_000).map(Long::intValue).orElse(50);
                    Optional<AccountId> account = arguments.account("--account");
                    Services.Store store = new Lookup(services).store();
                    Optional<Quarantine> quarantine = services.of(store, Quarantine.class);
                    if (quarantine.isEmpty()) {
                        throw CommandException.failure(
                                "the store " + store.type() + " keeps no quarantine");
                    }
                    return new StateAnswers.Quarantined(
                            quarantine.get().quarantined(limit).stream()
                                    .filter(
                                            held ->
                                                    account.isEmpty()
                                                            || account.get()
                                                                    .equals(held.key().account()))
                                    .toList());
                });
    }
}
