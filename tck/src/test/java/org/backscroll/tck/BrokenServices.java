package org.backscroll.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.StoreCheck;

/**
 * Optional services that keep none of their promises. That they can be kept, the store of the
 * distribution shows.
 */
final class BrokenServices {
    /** All tests of these services. */
    static final List<String> TESTS =
            List.copyOf(
                    new TreeSet<>(
                            List.of(
                                    "allWordsMustOccur",
                                    "wordsComeBeforePartsOfOthers",
                                    "phrasesBeginningsAndOperatorsAreUnderstood",
                                    "accentsAndCaseDoNotMatter",
                                    "noTextIsASyntaxErrorAndBlankFindsNothing",
                                    "messagesAreFoundByWhatTheySayNow",
                                    "deletedMessagesAreNotFound",
                                    "aHitIsTheMessageWithItsWordsMarked",
                                    "aSearchCanBeNarrowed",
                                    "chatsAndSendersAreKnownByAnyAddress",
                                    "anotherAccountFindsNothing",
                                    "anIndexThatIsBuiltAnewFindsTheSame",
                                    "aPreviewSaysWhatWouldGoAndChangesNothing",
                                    "theOlderGoSaveThoseWhoseAgeIsUnknown",
                                    "oneChatCanBePruned",
                                    "theNewestOfEachChatStay",
                                    "whatWasPrunedStaysAwayWhateverBringsItAgain",
                                    "aChatStaysBeItWithoutAMessage",
                                    "forgettingTakesEverythingAndLiftsWhatKeptMessagesAway",
                                    "forgettingAnUnknownAccountDoesNothing",
                                    "aSoundStoreFindsNothingWrongAndChangesNothing",
                                    "aBackupSaysWhatItHoldsAndReplacesWhatWasThere",
                                    "aBackupThatCannotBeWrittenLeavesNothingBehind",
                                    "whatIsNoBackupIsRefusedAndChangesNothing")));

    private BrokenServices() {}

    static <T> Optional<T> of(Class<T> type) {
        for (Object service :
                List.of(new Finding(), new Keeping(), new Complaining(), new Idle())) {
            if (type.isInstance(service)) {
                return Optional.of(type.cast(service));
            }
        }
        return Optional.empty();
    }

    /** Finds the same two messages whatever is asked. */
    private static final class Finding implements MessageSearch, SearchIndex {
        @Override
        public SearchResult search(AccountId account, SearchQuery query) {
            Message both =
                    Message.builder(
                                    new MessageKey(
                                            account,
                                            Said.GROUP,
                                            MessageKey.Author.of(Said.ANA),
                                            "both"),
                                    Said.at(1))
                            .build();
            return new SearchResult(List.of(new SearchHit(both, ""), new SearchHit(both, "")), 2);
        }

        @Override
        public long rebuild() {
            return 0;
        }
    }

    /** Takes nothing away and says that it did. */
    private static final class Keeping implements Retention {
        private static final Pruned SAID = new Pruned(1, 1, 1, 1);

        @Override
        public Pruned preview(AccountId account, Optional<Jid> chat, RetentionRule rule) {
            return SAID;
        }

        @Override
        public Pruned prune(AccountId account, Optional<Jid> chat, RetentionRule rule) {
            return SAID;
        }

        @Override
        public Pruned forget(AccountId account) {
            return SAID;
        }
    }

    private static final class Complaining implements StoreCheck {
        @Override
        public List<Finding> check() {
            return List.of(new Finding("mood", false, "bad"));
        }
    }

    /** Leaves half a file behind, and takes anything back. */
    private static final class Idle implements Backups {
        @Override
        public Copy backup(Path file) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "half");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Copy(file, 0, 0, 0);
        }

        @Override
        public Restored restore(Path file) {
            return new Restored(new Copy(file, 0, 0, 0), Optional.empty());
        }
    }
}
