package org.backscroll.console.shell;

import java.util.List;
import java.util.Optional;

/** All commands there are, in the order in which one meets them. */
final class Manual {
    static final List<Syntax> COMMANDS =
            List.of(
                    SourceCommands.DEMO,
                    SourceCommands.SOURCE,
                    SyncCommands.SYNC,
                    SyncCommands.CONNECT,
                    SyncCommands.JOBS,
                    AccountCommands.ACCOUNT,
                    ReadCommands.CONVERSATIONS,
                    ReadCommands.CONVERSATION,
                    ReadCommands.MESSAGES,
                    ReadCommands.SEARCH,
                    ExportCommands.EXPORT,
                    ImportCommands.IMPORT,
                    BackupCommands.BACKUP,
                    BackupCommands.RESTORE,
                    ServeCommands.SERVE,
                    StateCommands.STATE,
                    CoverageCommands.COVERAGE,
                    QuarantineCommands.QUARANTINE,
                    RetentionCommands.PRUNE,
                    PartCommands.STRATEGIES,
                    PartCommands.SOURCES,
                    PartCommands.DOCTOR,
                    PartCommands.REINDEX,
                    HelpCommands.HELP);

    private Manual() {}

    static Optional<Syntax> find(String command) {
        return COMMANDS.stream().filter(syntax -> syntax.command().equals(command)).findFirst();
    }

    /** A complaint about a command that does not exist. */
    static CommandException unknown(String command) {
        return CommandException.usage(
                "there is no command '" + command + "'",
                "usage: COMMAND [ARGUMENTS], where COMMAND is one of "
                        + String.join(", ", COMMANDS.stream().map(Syntax::command).toList()));
    }
}
