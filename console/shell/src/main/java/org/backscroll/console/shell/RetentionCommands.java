package org.backscroll.console.shell;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.Retention.RetentionRule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that forgets messages on purpose. */
@Component(service = RetentionCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "prune")
public final class RetentionCommands {
    static final Syntax PRUNE =
            Syntax.of("prune", "takes old messages away for good, and gives their room back")
                    .option("--older-than", "AGE")
                    .option("--keep", "N")
                    .option("--max-size", "SIZE")
                    .option("--chat", "JID")
                    .flag("--dry-run")
                    .option("--account", "NAME", "accounts");

    /** Below that, hardly a message would be left, so something else was meant. */
    private static final long LEAST_BYTES = 1 << 20;

    private final Services services;
    private final Clock clock;

    /** With the parts it works on. */
    @Activate
    public RetentionCommands(@Reference(name = "services") Services services) {
        this(services, Clock.systemDefaultZone());
    }

    RetentionCommands(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** {@code prune}. */
    @Descriptor("takes old messages away for good, and gives their room back")
    public Object prune(
            CommandSession session,
            @Descriptor(
                            "--older-than 365d | --keep N | --max-size 1G [--chat JID] [--dry-run]"
                                    + " [--account A]")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                PRUNE,
                words,
                (arguments, console) -> {
                    RetentionRule rule = rule(arguments);
                    Optional<Jid> chat = arguments.jid("--chat");
                    boolean dryRun = arguments.has("--dry-run");
                    Lookup lookup = new Lookup(services);
                    Services.Store store = dryRun ? lookup.store() : lookup.writableStore();
                    AccountId account = lookup.accountToRead(store, arguments);
                    if (chat.isPresent()) {
                        lookup.knownChat(store, account, chat.get());
                    }
                    Retention retention = retention(services, store);
                    return new RetentionAnswer.OfRule(
                            dryRun,
                            dryRun
                                    ? retention.preview(account, chat, rule)
                                    : retention.prune(account, chat, rule));
                });
    }

    static Retention retention(Services services, Services.Store store) throws CommandException {
        return services.of(store, Retention.class)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "the store " + store.type() + " cannot forget"));
    }

    private RetentionRule rule(Arguments arguments) throws CommandException {
        List<RetentionRule> rules = new ArrayList<>();
        arguments
                .age("--older-than", clock)
                .map(RetentionRule.OlderThan::new)
                .ifPresent(rules::add);
        arguments
                .number("--keep", 1, Long.MAX_VALUE)
                .map(RetentionRule.Newest::new)
                .ifPresent(rules::add);
        arguments
                .size("--max-size", LEAST_BYTES)
                .map(RetentionRule.MaxBytes::new)
                .ifPresent(rules::add);
        if (rules.size() != 1) {
            throw arguments
                    .syntax()
                    .wrong("say what goes with one of --older-than, --keep and --max-size");
        }
        return rules.get(0);
    }
}
