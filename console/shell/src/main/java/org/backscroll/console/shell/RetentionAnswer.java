package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.Retention.Pruned;
import org.backscroll.formats.Json;

/** What the commands return that forget on purpose. */
final class RetentionAnswer {
    private RetentionAnswer() {}

    /**
     * What a rule took away, or would.
     *
     * @param dryRun whether it only would
     */
    record OfRule(boolean dryRun, Pruned pruned) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeBooleanField("dry_run", dryRun);
            fields(json, pruned);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (pruned.messages() == 0) {
                return (dryRun ? "nothing would go; " : "nothing went; ")
                        + "the data take "
                        + Sizes.text(pruned.bytesAfter());
            }
            return (dryRun ? "would take away " : "took away ")
                    + messages(pruned)
                    + "; "
                    + sizes(pruned, dryRun ? "would take about " : "take ");
        }
    }

    /** An account that is no longer there. */
    record OfAccount(AccountId account, Pruned pruned) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", account.value());
            fields(json, pruned);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "forgot account "
                    + account
                    + " with "
                    + messages(pruned)
                    + "; "
                    + sizes(pruned, "take ");
        }
    }

    private static void fields(JsonGenerator json, Pruned pruned) throws IOException {
        json.writeNumberField("messages", pruned.messages());
        json.writeNumberField("chats", pruned.chats());
        json.writeNumberField("bytes_before", pruned.bytesBefore());
        json.writeNumberField("bytes_after", pruned.bytesAfter());
    }

    private static String messages(Pruned pruned) {
        return count(pruned.messages(), "message") + " of " + count(pruned.chats(), "chat");
    }

    private static String count(long number, String what) {
        return Screen.number(number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String sizes(Pruned pruned, String take) {
        return "the data "
                + take
                + Sizes.text(pruned.bytesAfter())
                + " instead of "
                + Sizes.text(pruned.bytesBefore());
    }
}
