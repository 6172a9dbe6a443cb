package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.text;

import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.Retention.Pruned;
import org.backscroll.api.store.Retention.RetentionRule;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;

/** {@link Retention}. */
abstract class RetentionRules extends LookingRules {
    private static final RetentionRule OLDER = new RetentionRule.OlderThan(at(5));
    private static final Optional<Jid> ALL = Optional.empty();

    private Retention retention;

    private void fill() throws Exception {
        retention = service(Retention.class);
        tell();
    }

    private void tell() throws StoreException {
        for (int i = 0; i < 10; i++) {
            worker.apply(text("m" + i, i, "x"), text(BEN, BEN, "b" + i, i, "y"));
        }
        worker.apply(
                Said.told(
                        Message.builder(
                                Said.key(GROUP, Said.ANA, "absurd"), java.time.Instant.EPOCH)));
    }

    private Object[] ids(Jid chat) throws StoreException {
        return messages(chat).stream().map(Message::id).toArray();
    }

    @Test
    void aPreviewSaysWhatWouldGoAndChangesNothing() throws Exception {
        fill();
        Pruned preview = retention.preview(ACCOUNT, ALL, OLDER);
        assertThat(preview.messages()).isEqualTo(10);
        assertThat(preview.chats()).isEqualTo(2);
        assertThat(messages(GROUP)).hasSize(11);
        assertThat(retention.preview(AccountId.of("nobody"), ALL, OLDER).messages()).isZero();
    }

    @Test
    void theOlderGoSaveThoseWhoseAgeIsUnknown() throws Exception {
        fill();
        assertThat(retention.prune(ACCOUNT, ALL, OLDER).messages()).isEqualTo(10);
        assertThat(ids(GROUP)).containsExactly("absurd", "m5", "m6", "m7", "m8", "m9");
        assertThat(messages(BEN)).hasSize(5);
    }

    @Test
    void oneChatCanBePruned() throws Exception {
        fill();
        retention.prune(ACCOUNT, Optional.of(BEN), OLDER);
        assertThat(messages(BEN)).hasSize(5);
        assertThat(messages(GROUP)).hasSize(11);
    }

    @Test
    void theNewestOfEachChatStay() throws Exception {
        fill();
        retention.prune(ACCOUNT, ALL, new RetentionRule.Newest(2));
        assertThat(ids(GROUP)).containsExactly("m8", "m9");
        assertThat(ids(BEN)).containsExactly("b8", "b9");
    }

    @Test
    void whatWasPrunedStaysAwayWhateverBringsItAgain() throws Exception {
        fill();
        retention.prune(ACCOUNT, ALL, OLDER);
        Object[] left = ids(BEN);
        assertThat(left).hasSize(5);
        tell();
        assertThat(ids(BEN)).isEqualTo(left);
        assertThat(worker.job.counts().newMessages()).isEqualTo(21);
    }

    @Test
    void aChatStaysBeItWithoutAMessage() throws Exception {
        fill();
        retention.prune(ACCOUNT, Optional.of(BEN), new RetentionRule.OlderThan(at(500)));
        assertThat(messages(BEN)).isEmpty();
        assertThat(chat(BEN).conversation().messageCount()).isZero();
        assertThat(chats()).hasSize(2);
    }

    @Test
    void forgettingTakesEverythingAndLiftsWhatKeptMessagesAway() throws Exception {
        fill();
        retention.prune(ACCOUNT, ALL, OLDER);
        store.release(worker.lease);
        worker.store.acquire(worker.job.key(), "tck", Worker.LONG).ifPresent(this::giveBack);
        assertThat(retention.forget(ACCOUNT).messages()).isEqualTo(11);
        assertThat(chats()).isEmpty();
        assertThat(store.accounts()).doesNotContain(ACCOUNT);
        assertThat(store.jobs()).isEmpty();
        worker = Worker.on(store);
        tell();
        assertThat(messages(BEN)).hasSize(10);
    }

    private void giveBack(org.backscroll.api.store.Lease lease) {
        try {
            store.release(lease);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void forgettingAnUnknownAccountDoesNothing() throws Exception {
        fill();
        assertThat(retention.forget(AccountId.of("nobody")).messages()).isZero();
        assertThat(messages(GROUP)).hasSize(11);
    }
}
