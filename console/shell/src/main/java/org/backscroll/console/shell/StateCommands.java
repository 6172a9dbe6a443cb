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
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that show how syncs stand. */
@Component(service = StateCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"state"})
public final class StateCommands {
    static final Syntax STATE =
            Syntax.of("state", "shows how far the syncs of each type have come")
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
}
