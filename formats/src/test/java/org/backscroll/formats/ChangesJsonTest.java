package org.backscroll.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Changes;
import org.junit.jupiter.api.Test;

/** Pages of changes, as they travel. */
class ChangesJsonTest {
    private static final AccountId THEIRS = AccountId.of("phone");
    private static final AccountId OURS = AccountId.of("tablet");
    private static final Jid CHAT = Jid.of("1@g.us");

    private static MessageKey key(AccountId account) {
        return new MessageKey(account, CHAT, Author.ME, "ID");
    }

    private static List<Entry> entries(AccountId account) {
        return List.of(
                new Entry.MessageEntry(
                        Message.builder(key(account), Instant.ofEpochMilli(5)).text("é\n").build()),
                new Entry.Receipt(key(account), MessageStatus.READ),
                new Entry.OwnName("Anne", AsOf.HEARSAY));
    }

    private static String written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesJson.write(new Changes(entries(THEIRS), "r.1", true, 0.257), out);
        return out.toString(UTF_8);
    }

    private static ChangesJson.Page read(String text) throws IOException {
        return ChangesJson.read(new ByteArrayInputStream(text.getBytes(UTF_8)), OURS, "page");
    }

    @Test
    void whatIsReadIsWhatWasWrittenUnderAnAccountOfOnesOwn() throws Exception {
        ChangesJson.Page page = read(written());

        assertThat(page.entries()).isEqualTo(entries(OURS));
        assertThat(page.rejected()).isEmpty();
        assertThat(page.next()).isEqualTo("r.1");
        assertThat(page.more()).isTrue();
        assertThat(page.fraction()).hasValue(0.25);
    }

    @Test
    void aPageThatWasCutOffIsNone() throws Exception {
        String whole = written();
        for (int length = 0; length < whole.length() - 2; length += 7) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aPageOfLinesWithoutEndIsNone() {
        assertThatThrownBy(() -> read("\n".repeat(30_000) + written()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 20000 lines");
    }

    @Test
    void aLineThatCannotBeIsRejectedAndOneOfANewKindPassedOver() throws Exception {
        ChangesJson.Page page = read("{\"kind\":\"receipt\"}\n{\"kind\":\"new\"}\n" + written());

        assertThat(page.entries()).hasSize(3);
        assertThat(page.rejected())
                .singleElement()
                .satisfies(record -> assertThat(record.position()).isEqualTo("line 1"));
    }
}
