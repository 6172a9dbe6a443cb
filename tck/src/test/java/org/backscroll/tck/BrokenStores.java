package org.backscroll.tck;

import static org.backscroll.tck.BrokenStores.Tampering.batchWith;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.example.backscroll.memory.MemoryStore;

/** Stores that break one promise each. */
final class BrokenStores {
    private BrokenStores() {}

    static MemoryStore sound() {
        return new MemoryStore(Clock.systemUTC());
    }

    /** A store that changes batches on their way in. */
    static class Tampering extends ForwardingStore {
        private final UnaryOperator<SyncBatch> change;

        Tampering(UnaryOperator<SyncBatch> change) {
            super(sound());
            this.change = change;
        }

        @Override
        public Applied apply(SyncBatch batch) throws StaleException, StoreException {
            return super.apply(change.apply(batch));
        }

        static SyncBatch batchWith(
                SyncBatch b, JobState job, List<? extends Entry> entries, boolean lanes) {
            SyncBatch.Builder builder =
                    SyncBatch.builder(job, b.lease())
                            .entries(entries)
                            .rejected(b.rejected())
                            .covered(b.covered())
                            .described(b.described());
            if (lanes) {
                b.lanes().forEach(builder::lane);
            }
            return builder.build();
        }
    }

    /** Changes or drops (by {@code null}) each entry. */
    static Supplier<ForwardingStore> entries(Supplier<UnaryOperator<Entry>> changes) {
        return () -> {
            UnaryOperator<Entry> change = changes.get();
            return new Tampering(
                    b -> {
                        List<Entry> changed = new ArrayList<>();
                        for (Entry entry : b.entries()) {
                            Entry other = change.apply(entry);
                            if (other != null) {
                                changed.add(other);
                            }
                        }
                        return batchWith(b, b.job(), changed, true);
                    });
        };
    }

    static Supplier<ForwardingStore> dropping(Class<? extends Entry> type) {
        return entries(() -> entry -> type.isInstance(entry) ? null : entry);
    }

    /** Changes each snapshot of a chat on its way in. */
    static Supplier<ForwardingStore> snapshots(UnaryOperator<Entry.ChatSnapshot> change) {
        return entries(
                () -> entry -> entry instanceof Entry.ChatSnapshot s ? change.apply(s) : entry);
    }

    private static Entry.ChatSnapshot writing(
            Entry.ChatSnapshot s, Optional<Boolean> readOnly, Optional<Duration> timer) {
        return new Entry.ChatSnapshot(
                s.chat(),
                s.asOf(),
                s.name(),
                s.unreadCount(),
                s.archived(),
                s.markedUnread(),
                s.mutedUntil(),
                s.pinned(),
                s.description(),
                s.created(),
                s.createdBy(),
                readOnly,
                timer);
    }

    /** Changes each message on its way in. */
    static Supplier<ForwardingStore> sent(Function<Message, Message> change) {
        return entries(
                () ->
                        entry ->
                                entry instanceof Entry.MessageEntry m
                                        ? new Entry.MessageEntry(change.apply(m.message()))
                                        : entry);
    }

    /** Changes each list of messages on its way out. */
    static Supplier<ForwardingStore> shown(UnaryOperator<List<Message>> change) {
        return () ->
                new ForwardingStore(sound()) {
                    @Override
                    public Page<Message> messages(AccountId account, MessageQuery query)
                            throws StoreException {
                        Page<Message> page = super.messages(account, query);
                        return new Page<>(change.apply(page.items()), page.next());
                    }

                    @Override
                    public List<Message> find(AccountId account, Jid chat, String id)
                            throws StoreException {
                        return change.apply(super.find(account, chat, id));
                    }
                };
    }

    /** Changes each range on its way in. */
    static Supplier<ForwardingStore> ranges(UnaryOperator<Covered> change) {
        return () ->
                new Tampering(
                        b -> {
                            SyncBatch.Builder builder =
                                    SyncBatch.builder(b.job(), b.lease()).entries(b.entries());
                            builder.described(b.described());
                            b.lanes().forEach(builder::lane);
                            return builder.covered(b.covered().stream().map(change).toList())
                                    .build();
                        });
    }

    static Supplier<ForwardingStore> jobs(UnaryOperator<JobState> change) {
        return () ->
                new Tampering(
                        b ->
                                SyncBatch.builder(change.apply(b.job()), b.lease())
                                        .entries(b.entries())
                                        .build());
    }

    static Supplier<ForwardingStore> applied(UnaryOperator<Applied> change) {
        return () ->
                new ForwardingStore(sound()) {
                    @Override
                    public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                        return change.apply(super.apply(batch));
                    }
                };
    }

    /** Dates everything by its arrival. */
    static UnaryOperator<Entry> byArrival() {
        long[] clock = {0};
        return entry -> {
            Instant now = Said.at(1000 + clock[0]++);
            if (entry instanceof Entry.Edit e) {
                return new Entry.Edit(e.target(), e.text(), e.quotedId(), now);
            } else if (entry instanceof Entry.Reacted r) {
                return new Entry.Reacted(r.target(), r.by(), r.emoji(), now);
            } else if (entry instanceof Entry.Dated dated) {
                return dated.withAsOf(new AsOf(now, 0));
            }
            return entry;
        };
    }

    /** Forgets what befalls a message that is not there yet. */
    static UnaryOperator<Entry> impatient() {
        List<MessageKey> known = new ArrayList<>();
        return entry -> {
            if (entry instanceof Entry.MessageEntry m) {
                known.add(m.message().key());
                return entry;
            }
            MessageKey target =
                    entry instanceof Entry.Edit e
                            ? e.target()
                            : entry instanceof Entry.Revocation r
                                    ? r.target()
                                    : entry instanceof Entry.Reacted r
                                            ? r.target()
                                            : entry instanceof Entry.Receipt r ? r.target() : null;
            return target == null || known.contains(target) ? entry : null;
        };
    }

    /** Shows each message as it was told last. */
    static ForwardingStore lastTold() {
        Map<MessageKey, Message> last = new HashMap<>();
        return new ForwardingStore(sound()) {
            @Override
            public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                for (Entry entry : batch.entries()) {
                    if (entry instanceof Entry.MessageEntry m) {
                        last.put(m.message().key(), m.message());
                    }
                }
                return super.apply(batch);
            }

            private List<Message> told(List<Message> messages) {
                return messages.stream().map(m -> last.getOrDefault(m.key(), m)).toList();
            }

            @Override
            public Page<Message> messages(AccountId account, MessageQuery query)
                    throws StoreException {
                Page<Message> page = super.messages(account, query);
                return new Page<>(told(page.items()), page.next());
            }

            @Override
            public List<Message> find(AccountId account, Jid chat, String id)
                    throws StoreException {
                return told(super.find(account, chat, id));
            }
        };
    }

    /** Leaves out the first row of each page but the first. */
    static ForwardingStore skipping() {
        return new ForwardingStore(sound()) {
            private <T> Page<T> skip(Page<T> page, boolean first) {
                return first || page.items().isEmpty()
                        ? page
                        : new Page<>(page.items().subList(1, page.items().size()), page.next());
            }

            @Override
            public Page<Message> messages(AccountId account, MessageQuery query)
                    throws StoreException {
                return skip(super.messages(account, query), query.from().isEmpty());
            }

            @Override
            public Page<Conversation> conversations(AccountId account, ConversationQuery query)
                    throws StoreException {
                return skip(super.conversations(account, query), query.before().isEmpty());
            }

            @Override
            public Page<PersonName> names(AccountId account, int limit, Optional<String> after)
                    throws StoreException {
                return skip(super.names(account, limit, after), after.isEmpty());
            }
        };
    }

    /** Pages by numbers of rows, and takes any text for the first page. */
    static ForwardingStore byOffset() {
        return new ForwardingStore(sound()) {
            private <T> Page<T> page(List<T> all, Optional<String> from, int limit) {
                int begin =
                        from.filter(text -> text.matches("[0-9]+"))
                                .map(Integer::parseInt)
                                .orElse(0);
                int end = Math.min(all.size(), begin + limit);
                return new Page<>(
                        all.subList(Math.min(begin, end), end),
                        end < all.size() ? Optional.of("" + end) : Optional.empty());
            }

            @Override
            public Page<Message> messages(AccountId account, MessageQuery q) throws StoreException {
                MessageQuery all =
                        new MessageQuery(
                                q.chat(), 1000, q.direction(), Optional.empty(), Optional.empty());
                return page(super.messages(account, all).items(), q.from(), q.limit());
            }

            @Override
            public Page<Conversation> conversations(AccountId account, ConversationQuery q)
                    throws StoreException {
                List<Conversation> all =
                        super.conversations(account, ConversationQuery.first(1000)).items();
                return page(all, q.before(), q.limit());
            }
        };
    }

    /** Keeps the ledger as it was told. */
    static ForwardingStore ledgerAsTold() {
        List<Coverage> told = new ArrayList<>();
        return new ForwardingStore(sound()) {
            @Override
            public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                batch.covered().forEach(r -> told.add(new Coverage("source", r, Optional.empty())));
                return super.apply(batch);
            }

            @Override
            public List<Coverage> coverage(AccountId account, Optional<Jid> chat) {
                return told.stream().filter(c -> c.range().chat().equals(chat)).toList();
            }
        };
    }

    /** Writes the entries of a batch one by one, and says that it does not. */
    static ForwardingStore piecemeal() {
        return new ForwardingStore(sound()) {
            @Override
            public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                for (Entry entry : batch.entries()) {
                    super.apply(batchWith(batch, batch.job(), List.of(entry), false));
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }
                return super.apply(batch);
            }
        };
    }

    /** Forgets a batch that comes while another one is written. */
    static ForwardingStore losing() {
        ReentrantLock lock = new ReentrantLock();
        return new ForwardingStore(sound()) {
            @Override
            public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                if (!lock.tryLock()) {
                    return super.apply(batchWith(batch, batch.job(), List.of(), true));
                }
                try {
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    return super.apply(batch);
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    /** Takes every trouble for none. */
    static ForwardingStore careless(boolean writes) {
        return new ForwardingStore(sound()) {
            @Override
            public Applied apply(SyncBatch batch) throws StaleException, StoreException {
                try {
                    return super.apply(batch);
                } catch (StaleException | IllegalArgumentException e) {
                    if (writes) {
                        sound.apply(batchWith(batch, batch.job(), batch.entries(), false));
                        throw e;
                    }
                    return new Applied(batch.job(), SyncCounts.ZERO, Set.of());
                }
            }
        };
    }

    /** Claims that are looked after badly. */
    static class Claims extends ForwardingStore {
        final Map<JobKey, Lease> last = new HashMap<>();

        Claims() {
            super(sound());
        }

        @Override
        public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                throws StoreException {
            Optional<Lease> lease = super.acquire(key, owner, ttl);
            lease.ifPresent(l -> last.put(key, l));
            return lease;
        }
    }

    private static Message.Builder bare(Message m) {
        Message.Builder builder = Message.builder(m.key(), m.timestamp());
        m.text().ifPresent(builder::text);
        return builder;
    }

    private static Conversation.Builder bare(Conversation c) {
        Conversation.Builder builder = Conversation.builder(c.account(), c.jid());
        builder.messageCount(c.messageCount());
        c.lastMessage().ifPresent(builder::lastMessage);
        return builder;
    }

    /** What breaks, and which tests say so. */
    record Broken(Supplier<ForwardingStore> store, List<String> tests) {}

    private static final Map<String, Broken> ALL = new LinkedHashMap<>();

    private static void broken(String how, Supplier<ForwardingStore> store, String... tests) {
        ALL.put(how, new Broken(store, List.of(tests)));
    }

    static Map<String, Broken> all() {
        return Collections.unmodifiableMap(ALL);
    }

    static {
        leases();
        commits();
        messages();
        chatsAndPeople();
        paging();
        ledger();
        threads();
        services();
    }

    private static void leases() {
        broken(
                "gives a key to everybody",
                () ->
                        new Claims() {
                            @Override
                            public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                                    throws StoreException {
                                Optional<Lease> lease = super.acquire(key, owner, ttl);
                                return lease.isPresent()
                                        ? lease
                                        : Optional.of(
                                                new Lease(key, owner, 99, Instant.now().plus(ttl)));
                            }
                        },
                "aKeyIsHeldByOneWorkerAtATime",
                "whoClaimsTwiceIsRefusedToo",
                "aKeyIsGivenToOneOfManyThreads");
        broken(
                "tells another owner",
                () ->
                        new Claims() {
                            @Override
                            public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                                    throws StoreException {
                                return super.acquire(key, "me", ttl);
                            }
                        },
                "aClaimSaysWhatWasAskedFor");
        broken(
                "has one claim for all keys",
                () ->
                        new Claims() {
                            @Override
                            public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                                    throws StoreException {
                                return last.size() > 1
                                        ? Optional.empty()
                                        : super.acquire(key, owner, ttl);
                            }
                        },
                "differentKeysAreHeldByDifferentWorkers");
        broken(
                "takes nothing back",
                () ->
                        new Claims() {
                            @Override
                            public void release(Lease lease) {}
                        },
                "aKeyThatWasGivenBackIsFreeAtOnce",
                "aClaimThatWasGivenBackCannotBeRenewed");
        broken(
                "begins to count epochs anew",
                () ->
                        new Claims() {
                            @Override
                            public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                                    throws StoreException {
                                return super.acquire(key, owner, ttl)
                                        .map(l -> new Lease(key, owner, 1, l.expires()));
                            }

                            @Override
                            public void release(Lease lease) throws StoreException {
                                super.release(last.get(lease.key()));
                            }
                        },
                "eachNewClaimHasAGreaterEpochAlsoAfterARelease");
        broken(
                "never lets a claim run out",
                () ->
                        new Claims() {
                            @Override
                            public Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
                                    throws StoreException {
                                return super.acquire(key, owner, Duration.ofDays(1));
                            }
                        },
                "aClaimThatRanOutCanBeTakenOver");
        broken(
                "lets who was overtaken go on",
                () ->
                        new Claims() {
                            @Override
                            public Lease renew(Lease lease, Duration ttl) {
                                return lease;
                            }
                        },
                "whoWasOvertakenMayNeitherRenewNorWrite",
                "aClaimThatWasGivenBackCannotBeRenewed",
                "renewingExtendsAClaim");
        broken(
                "takes back whosever claim it is",
                () ->
                        new Claims() {
                            @Override
                            public void release(Lease lease) throws StoreException {
                                super.release(last.get(lease.key()));
                            }
                        },
                "whoWasOvertakenReleasesNothing",
                "givingBackTwiceDoesNothing");
        broken(
                "drops a claim that ran out",
                () ->
                        new Claims() {
                            @Override
                            public Lease renew(Lease lease, Duration ttl)
                                    throws StaleException, StoreException {
                                if (Instant.now().isAfter(lease.expires())) {
                                    throw new StaleException("ran out");
                                }
                                return super.renew(lease, ttl);
                            }
                        },
                "aClaimThatMerelyRanOutStillHolds");
    }

    private static void commits() {
        broken(
                "forgets lanes",
                () -> new Tampering(b -> batchWith(b, b.job(), b.entries(), false)),
                "aBatchIsThereAsAWholeWhenApplyReturns",
                "allOfALaneIsKept",
                "lanesOfDifferentKeysAreDifferentOnesAndKeysAreOrdered",
                "aLaneIsMovedOnlyFromWhereItIsExpected");
        broken(
                "forgets jobs",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public List<JobState> jobs() {
                                return List.of();
                            }
                        },
                "aJobsStateCanBeWrittenAlone",
                "whatABatchDidIsAddedToTheJobsCounts");
        broken(
                "keeps no more of a request than its type",
                jobs(
                        job ->
                                JobState.builder(
                                                job.id(),
                                                job.key(),
                                                SyncRequest.of(HistorySyncType.FULL),
                                                job.created())
                                        .status(job.status())
                                        .build()),
                "allOfAJobIsKept",
                "aRequestWithoutABudgetIsNotOneWithTheDefault");
        broken(
                "stores what is only shown",
                jobs(
                        job ->
                                job.status() == SyncStatus.INTERRUPTED
                                        ? job.toBuilder().status(SyncStatus.RUNNING).build()
                                        : job),
                "everyStatusIsKeptButTheOneThatIsOnlyShown");
        broken(
                "lists jobs by their names",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public List<JobState> jobs() throws StoreException {
                                return super.jobs().stream()
                                        .sorted(Comparator.comparing(JobState::id).reversed())
                                        .toList();
                            }
                        },
                "jobsAreListedOldestFirst");
        broken(
                "takes every trouble for none",
                () -> careless(false),
                "anEntryOfAnotherAccountIsRefused",
                "aClaimOnAnotherKeyIsRefused",
                "aBatchUnderALostClaimIsRefused",
                "whoWasOvertakenMayNeitherRenewNorWrite");
        broken(
                "writes the data of a batch that it refuses",
                () -> careless(true),
                "aLaneIsMovedOnlyFromWhereItIsExpected");
        broken(
                "counts what is known as new",
                applied(
                        a ->
                                new Applied(
                                        a.job(),
                                        new SyncCounts(
                                                a.did().messages(),
                                                a.did().messages(),
                                                0,
                                                a.did().chats(),
                                                0,
                                                0),
                                        Set.of())),
                "deliveredNewAndChangedMessagesAreCounted",
                "namesAndRejectedRecordsAreCounted",
                "whatABatchTouchedIsNamed",
                "aBatchThatIsAppliedAgainChangesNothing");
        broken(
                "shows everybody the first account's data",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Page<Message> messages(AccountId account, MessageQuery query)
                                    throws StoreException {
                                return super.messages(Said.ACCOUNT, query);
                            }

                            @Override
                            public List<Message> find(AccountId account, Jid chat, String id)
                                    throws StoreException {
                                return super.find(Said.ACCOUNT, chat, id);
                            }
                        },
                "accountsDoNotSeeEachOthersData");
        broken(
                "has a new id each time",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public UUID id() {
                                return UUID.randomUUID();
                            }
                        },
                "itsIdAndWhatItPromisesStayTheSame");
        broken(
                "goes on when it was closed",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            void close() {}
                        },
                "aClosedStoreSaysSoAndWritesNothing");
    }

    private static void messages() {
        broken(
                "takes every time for exact",
                sent(m -> m.toBuilder().precision(Duration.ZERO).build()),
                "howExactATimeIsIsKept");
        broken(
                "believes a source of duplicates",
                shown(
                        list ->
                                list.stream()
                                        .map(
                                                m ->
                                                        m.id().equals("two")
                                                                ? m.toBuilder()
                                                                        .duplicateOf("one")
                                                                        .build()
                                                                : m)
                                        .toList()),
                "whatASourceTakesForADuplicateIsPassedOver");
        broken(
                "drops what is told less exactly",
                shown(list -> list.stream().filter(m -> m.precision().isZero()).toList()),
                "whatIsToldOnceMoreIsMaybeHiddenAndNeverDropped");
        broken(
                "keeps texts alone",
                sent(m -> bare(m).build()),
                "allOfAMessageIsKept",
                "whatWasMissingIsAdded",
                "timeGoesBeforeOrderAndAbsentOrderIsZero",
                "anEditReplacesTheTextAlone",
                "aMessageThatIsDeliveredDeletedStaysSo",
                "listedReactionsStandForThemselvesAndRemoveNone",
                "aMessageThatIsDeliveredEditedIsLikeOneThatWasEdited");
        broken(
                "strips texts",
                sent(
                        m ->
                                m.text().isEmpty()
                                        ? m
                                        : m.toBuilder().text(m.text().get().strip()).build()),
                "textIsKeptByteForByte");
        broken(
                "mends times that cannot be",
                sent(
                        m -> {
                            Instant time =
                                    org.backscroll.api.Plausible.is(m.timestamp())
                                            ? m.timestamp()
                                            : Instant.EPOCH;
                            return bare(Message.builder(m.key(), time).build()).build();
                        }),
                "aTimeThatCannotBeIsKeptAndSortsFirst");
        broken(
                "knows messages by their ids alone",
                sent(
                        m ->
                                Message.builder(
                                                new MessageKey(
                                                        m.account(),
                                                        m.chat(),
                                                        Author.UNKNOWN,
                                                        m.id()),
                                                m.timestamp())
                                        .text(m.text().orElse(""))
                                        .build()),
                "twoPeopleMayUseOneId");
        broken(
                "shows what was told last",
                BrokenStores::lastTold,
                "whatIsAbsentAddsNothing",
                "theNewestEditWinsWhateverComesFirst",
                "anEditMayComeBeforeItsMessage",
                "theAuthorDeletes",
                "aMessageThatIsDeliveredDeletedStaysSo",
                "aDeletionMayComeBeforeItsMessageAndSticks",
                "listedReactionsStandForThemselvesAndRemoveNone",
                "theGreatestStatusStands",
                "aSendersNameIsTheBestKnownNow");
        broken(
                "takes what comes last for the newest",
                entries(BrokenStores::byArrival),
                "theNewestEditWinsWhateverComesFirst",
                "aPersonsNewestReactionStands",
                "anEmptyReactionRemovesAndIsRemembered",
                "theNewestSnapshotWinsAttributeByAttribute",
                "ofSnapshotsOfOneTimeTheGreaterSequenceIsTheNewer",
                "whatHasNoTimeIsOlderAndHearsayIsOldest",
                "twoSnapshotsAsNewGiveTheSameInEitherOrder",
                "membersAreOrderedAndEachAsNewestTold",
                "theNewestNameWinsAndNamesAreOrdered",
                "theOwnersNewestNameWins",
                "theOrderOfArrivalDoesNotMatterNorWhatComesTwice",
                "anyTwoEntriesMayChangePlaces");
        broken(
                "forgets what comes before its message",
                entries(BrokenStores::impatient),
                "anEditMayComeBeforeItsMessage",
                "aDeletionMayComeBeforeItsMessageAndSticks",
                "aReactionMayComeBeforeItsMessage",
                "theGreatestStatusStands",
                "whatWaitedForItsMessageStillDoes");
        broken(
                "lets everybody edit",
                entries(
                        () ->
                                entry ->
                                        entry instanceof Entry.Edit e
                                                ? new Entry.Edit(
                                                        Said.key(
                                                                e.target().chat(),
                                                                Said.ANA,
                                                                e.target().id()),
                                                        e.text(),
                                                        e.quotedId(),
                                                        e.at())
                                                : entry),
                "onlyTheAuthorEdits");
        broken(
                "knows no quotes of edits",
                entries(
                        () ->
                                entry ->
                                        entry instanceof Entry.Edit e
                                                ? new Entry.Edit(
                                                        e.target(),
                                                        e.text(),
                                                        Optional.empty(),
                                                        e.at())
                                                : entry),
                "anEditMayBringAQuoteOfItsOwn");
        broken(
                "lets everybody delete",
                entries(
                        () ->
                                entry ->
                                        entry instanceof Entry.Revocation r
                                                ? new Entry.Revocation(
                                                        r.target(), r.by(), true, r.at())
                                                : entry),
                "aStrangerDeletesOnlyIfTheSourceVouches",
                "aRevocationUnderTheOtherAddressCountsOnceItIsTheAuthors");
        broken(
                "throws away what is deleted",
                shown(list -> list.stream().filter(m -> !m.deleted()).toList()),
                "aDeletedMessageKeepsItsPlace");
        broken(
                "does not remember that a reaction was removed",
                entries(
                        () ->
                                entry ->
                                        entry instanceof Entry.Reacted r && r.emoji().isEmpty()
                                                ? null
                                                : entry),
                "anEmptyReactionRemovesAndIsRemembered");
    }

    private static void chatsAndPeople() {
        broken(
                "lists chats by address",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Page<Conversation> conversations(
                                    AccountId account, ConversationQuery query)
                                    throws StoreException {
                                Page<Conversation> page = super.conversations(account, query);
                                List<Conversation> items = new ArrayList<>(page.items());
                                items.sort(Comparator.comparing(Conversation::jid));
                                return new Page<>(items, page.next());
                            }
                        },
                "chatsAreListedByTheirLastMessageThenByAddress");
        broken(
                "lists chats without what is in them",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Page<Conversation> conversations(
                                    AccountId account, ConversationQuery query)
                                    throws StoreException {
                                return super.conversations(account, query)
                                        .map(c -> Conversation.builder(account, c.jid()).build());
                            }
                        },
                "theLastMessageIsTheGreatestAndAllAreCounted",
                "allOfAChatIsKept",
                "aChatIsNamedByItselfElseByItsContact");
        broken(
                "makes up chats",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Optional<ConversationInfo> conversation(
                                    AccountId account, Jid chat) {
                                return Optional.of(
                                        ConversationInfo.builder(
                                                        Conversation.builder(account, chat)
                                                                .muted(true)
                                                                .build())
                                                .build());
                            }
                        },
                "anUnknownChatIsEmpty",
                "nothingIsSaidOfAChatBeforeSomethingIsTold");
        broken(
                "forgets snapshots of chats",
                dropping(Entry.ChatSnapshot.class),
                "allOfAChatIsKept",
                "silenceEndsAtATimeOrNeverOrIsNone",
                "aChatIsNamedByItselfElseByItsContact");
        broken(
                "forgets which chats are read-only",
                snapshots(s -> writing(s, Optional.empty(), s.disappearingTimer())),
                "allOfAChatIsKept",
                "whetherAChatMayBeWrittenToAndHowLongMessagesStayIsSaidOrNot");
        broken(
                "forgets how long messages stay",
                snapshots(s -> writing(s, s.readOnly(), Optional.empty())),
                "allOfAChatIsKept",
                "whetherAChatMayBeWrittenToAndHowLongMessagesStayIsSaidOrNot");
        broken(
                "takes what is not so for what nobody said",
                snapshots(
                        s ->
                                writing(
                                        s,
                                        s.readOnly().filter(readOnly -> readOnly),
                                        s.disappearingTimer().filter(timer -> !timer.isZero()))),
                "whetherAChatMayBeWrittenToAndHowLongMessagesStayIsSaidOrNot");
        broken(
                "counts the time that messages stay in seconds",
                snapshots(
                        s ->
                                writing(
                                        s,
                                        s.readOnly(),
                                        s.disappearingTimer()
                                                .map(t -> t.truncatedTo(ChronoUnit.SECONDS)))),
                "whetherAChatMayBeWrittenToAndHowLongMessagesStayIsSaidOrNot");
        broken(
                "takes an empty name for one",
                entries(
                        () ->
                                entry ->
                                        entry instanceof Entry.ChatSnapshot s
                                                        && s.name().equals(Optional.of(""))
                                                ? Said.snapshot(s.chat(), s.asOf())
                                                        .name("(no name)")
                                                        .build()
                                                : entry),
                "anEmptyNameNeverReplacesOne");
        broken(
                "knows nothing of links",
                dropping(Entry.Link.class),
                "linkedChatsAreOneByEitherAddress",
                "noMessageOfALinkedPersonIsThereTwice",
                "whatOnePersonDidUnderTwoAddressesOnePersonDid",
                "linksAreTransitive",
                "aRevocationUnderTheOtherAddressCountsOnceItIsTheAuthors",
                "aChatsSpansAreKnownUnderAnyOfItsAddresses");
        broken(
                "forgets a link that comes first",
                entries(
                        () -> {
                            boolean[] begun = {false};
                            return entry -> {
                                boolean first = !begun[0];
                                begun[0] = true;
                                return first && entry instanceof Entry.Link ? null : entry;
                            };
                        }),
                "aLinkMayComeFirst");
        broken(
                "tells links the wrong way round",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Page<Entry.Link> links(
                                    AccountId account, int limit, Optional<String> after)
                                    throws StoreException {
                                return super.links(account, limit, after)
                                        .map(l -> new Entry.Link(l.alias(), l.phone()));
                            }
                        },
                "linksToldToAnEmptyStoreGiveTheSamePeople");
    }

    private static void paging() {
        broken(
                "leaves out a row where a page begins",
                BrokenStores::skipping,
                "aWalkInPagesOfAnySizeIsComplete",
                "oneDirectionIsTheOtherTurnedRound",
                "aWalkThroughTheChatsIsCompleteAlsoWhereTheyTie",
                "namesAndLinksAreWalkedCompletely",
                "aMessageStandsInTheMiddleOfThePageAroundIt");
        broken(
                "pages by numbers of rows",
                BrokenStores::byOffset,
                "whatIsWrittenBetweenTwoPagesNeitherDropsNorRepeatsARow",
                "aChatThatComesBetweenTwoPagesNeitherDropsNorRepeatsARow",
                "aMangledCursorIsRefused",
                "aroundAnUnknownMessageIsNothing",
                "aMessageStandsInTheMiddleOfThePageAroundIt");
        broken(
                "says that there is more where there is not",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Page<Message> messages(AccountId account, MessageQuery query)
                                    throws StoreException {
                                return new Page<>(
                                        super.messages(account, query).items(), Optional.of("x"));
                            }
                        },
                "aPageHoldsAsManyAsWereAskedForAndTheLastHasNoNext");
    }

    private static void ledger() {
        broken(
                "keeps the ledger as it was told",
                BrokenStores::ledgerAsTold,
                "rangesApartStayApartAndAreOrdered",
                "rangesThatOverlapOrMeetAreOne",
                "theOrderInWhichRangesAreEnteredDoesNotMatter",
                "sourcesLanesAndChatsAreKeptApart",
                "whatALaneIsStaysKnownUntilItIsToldAnew");
        broken(
                "knows marks by their positions alone",
                ranges(
                        r ->
                                new Covered(
                                        r.lane(),
                                        r.chat(),
                                        new Mark(r.from().position(), ""),
                                        new Mark(r.to().position(), ""),
                                        r.proven(),
                                        r.beginning())),
                "edgesAtOnePositionWithDifferentIdsDoNotMeet");
        broken(
                "forgets beginnings and takes claims for proofs",
                ranges(r -> new Covered(r.lane(), r.chat(), r.from(), r.to(), true, false)),
                "theBeginningIsKeptWhenRangesAreJoined",
                "aClaimProvesNothing",
                "aChatsSpansDoNotOverlapAndAreOrdered");
    }

    private static void threads() {
        broken(
                "writes a batch in pieces",
                BrokenStores::piecemeal,
                "readersSeeOnlyWhatIsCommittedAndNeverLess");
        broken(
                "forgets one of two batches that come at once",
                BrokenStores::losing,
                "workersOfDifferentKeysWriteAtOnceAndNothingIsLost");
        broken(
                "begins empty each time it is opened",
                () -> new Forgetful(sound()),
                "everythingIsThereAgain",
                "whatWaitedForItsMessageStillDoes",
                "epochsGoOnGrowing");
    }

    /** Keeps nothing of what it was told. */
    static final class Forgetful extends ForwardingStore {
        Forgetful(MemoryStore sound) {
            super(sound);
        }
    }

    private static void services() {
        broken(
                "shows the oldest of the quarantine first and keeps it for ever",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public List<Held> quarantined(int limit) throws StoreException {
                                List<Held> all = new ArrayList<>(super.quarantined(limit));
                                Collections.reverse(all);
                                return all;
                            }

                            @Override
                            public void retried(Set<Long> read, Set<Long> again) {}
                        },
                "recordsAreKeptWholeNewestFirst",
                "whatCouldBeReadLeavesAndTheOthersCountOnceMore");
        broken(
                "holds a record as often as it was met",
                () -> {
                    int[] count = {0};
                    return new Tampering(
                            b ->
                                    SyncBatch.builder(b.job(), b.lease())
                                            .rejected(
                                                    b.rejected().stream()
                                                            .map(
                                                                    r ->
                                                                            new Rejected(
                                                                                    r.unit()
                                                                                            + count[
                                                                                                    0]++,
                                                                                    r.position(),
                                                                                    r.reason(),
                                                                                    r.raw()))
                                                            .toList())
                                            .build());
                },
                "aRecordThatIsMetAgainIsHeldOnce");
        broken(
                "has snapshots that go on",
                () ->
                        new ForwardingStore(sound()) {
                            @Override
                            public Snapshot snapshot() {
                                return new GoingOn(this);
                            }
                        },
                "aSnapshotStaysWhatItIsWhileTheStoreGoesOn");
    }

    private static final class GoingOn extends ForwardingStore
            implements org.backscroll.api.store.Snapshots.Snapshot {
        GoingOn(ForwardingStore store) {
            super(store.sound);
        }

        @Override
        public void close() {}
    }
}
