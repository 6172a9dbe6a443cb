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
                    StrategyCommands.STRATEGIES,
                    PartCommands.SOURCES,
                    PartCommands.DOCTOR,
                    PartCommands.REINDEX,
                    LogCommands.LOG,
                    HelpCommands.HELP);

    private Manual() {}

    /** A command by its name, with or without our scope. */
    static Optional<Syntax> find(String command) {
        String scope = Commands.SCOPE + ":";
        String name = command.startsWith(scope) ? command.substring(scope.length()) : command;
        return COMMANDS.stream().filter(syntax -> syntax.command().equals(name)).findFirst();
    }

    /** A complaint about a command that does not exist. */
    static CommandException unknown(String command) {
        return CommandException.usage(
                "there is no command '" + command + "'",
                "usage: COMMAND [ARGUMENTS], where COMMAND is one of "
                        + String.join(", ", COMMANDS.stream().map(Syntax::command).toList()));
    }
}
