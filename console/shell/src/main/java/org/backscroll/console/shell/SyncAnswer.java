package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backscroll.api.AccountId;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.formats.SyncJson;

/**
 * How a sync ended.
 *
 * @param account whose history it was
 * @param result how
 */
record SyncAnswer(AccountId account, SyncResult result) implements Answer {
    @Override
    public void json(JsonGenerator json) throws IOException {
        SyncJson.result(json, result);
    }

    @Override
    public String text(Screen screen) {
        Table table = new Table().text("").longText("");
        table.row(result.type() + " of " + account, StateAnswers.status(result.status()) + hint());
        if (result.status() != SyncStatus.STARTED) {
            table.row("messages", messages());
            table.row("names", Screen.number(result.counts().names()));
            table.row(
                    "skipped",
                    Screen.number(result.counts().skipped())
                            + (result.counts().skipped() > 0 ? ", see: quarantine" : ""));
            table.row("time", Screen.duration(result.elapsed()));
        }
        // Not in the table, which would shorten it: a cursor is there to be copied.
        return table.render(screen)
                + result.cursor()
                        .map(cursor -> "more: sync --type " + result.type() + " --cursor " + cursor)
                        .orElse("");
    }

    /** The reason that came with the result, else what the status means. */
    private String hint() {
        if (result.success() && result.error().isPresent()) {
            return ": " + result.error().get();
        }
        return switch (result.status()) {
            case STARTED -> ", goes on in the background, see: jobs";
            case PARTIAL -> ", the budget is used up";
            case EXHAUSTED -> ", the source has no more of this chat";
            case NO_ACCESS -> ", there is more, but not for this account";
            case NO_ANSWER -> ", the source did not answer; try again later";
            case NO_ANCHOR -> ", nothing is stored to ask before; sync RECENT first";
            default -> "";
        };
    }

    private String messages() {
        return "%s, %s new, %s changed, in %s chats"
                .formatted(
                        Screen.number(result.counts().messages()),
                        Screen.number(result.counts().newMessages()),
                        Screen.number(result.counts().changedMessages()),
                        Screen.number(result.counts().chats()));
    }

    @Override
    public int exitCode() {
        return result.success() ? 0 : CommandException.FAILED;
    }
}
