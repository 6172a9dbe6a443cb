package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Page;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that shows what is known to be complete, and where the gaps are. */
@Component(service = CoverageCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "coverage")
public final class CoverageCommands {
    static final Syntax COVERAGE =
            Syntax.of("coverage", "shows what is known to be complete, and where the gaps are")
                    .operands(0, 1, "[JID]")
                    .option("--limit", "N")
                    .option("--account", "NAME", "accounts");

    private static final int PAGE = 1000;
    private static final int LIMIT = 20;

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public CoverageCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code coverage}. */
    @Descriptor("shows what is known to be complete, and where the gaps are")
    public Object coverage(
            CommandSession session, @Descriptor("[JID] [--limit 20] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                COVERAGE,
                words,
                (arguments, console) -> {
                    int limit =
                            arguments
                                    .number("--limit", 1, 100_000)
                                    .map(Long::intValue)
                                    .orElse(LIMIT);
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    return arguments.operands().isEmpty()
                            ? ofAccount(store.service(), account, limit)
                            : ofChat(store.service(), account, arguments.jid(0));
                });
    }

    private static Answer ofChat(HistoryStore store, AccountId account, Jid chat)
            throws CommandException, StoreException {
        ConversationInfo info =
                store.conversation(account, chat)
                        .orElseThrow(
                                () ->
                                        CommandException.failure(
                                                "account "
                                                        + account
                                                        + " has no chat "
                                                        + chat
                                                        + "; see: conversations"));
        return new CoverageAnswers.OfChat(info, store.coverage(account, Optional.of(chat)));
    }

    private static Answer ofAccount(HistoryStore store, AccountId account, int limit)
            throws StoreException {
        ChatTally tally = new ChatTally();
        List<ConversationInfo> listed = new ArrayList<>();
        ConversationQuery query = ConversationQuery.first(PAGE);
        while (true) {
            Page<Conversation> page = store.conversations(account, query);
            for (Conversation chat : page.items()) {
                Optional<ConversationInfo> info = store.conversation(account, chat.jid());
                ChatCoverage coverage =
                        info.map(ConversationInfo::coverage).orElse(ChatCoverage.NONE);
                if (tally.add(coverage) == ChatTally.Kind.GAPS && listed.size() < limit) {
                    listed.add(info.orElseThrow());
                }
            }
            if (page.next().isEmpty()) {
                return new CoverageAnswers.OfAccount(
                        account, store.coverage(account, Optional.empty()), tally, listed);
            }
            query = new ConversationQuery(PAGE, page.next());
        }
    }
}
