package org.backscroll.console.shell;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Quarantine.Held;
import org.backscroll.api.store.StoreException;

/**
 * Has sources read records again that lie in quarantine. The syncs that met them are kept from
 * working meanwhile; records of one that is at work are left alone. Used once, by one thread.
 */
final class QuarantineRetry {
    private static final HistorySyncType TYPE = new HistorySyncType("RETRY");
    private static final String UNFINISHED =
            "the retry is at work or was broken off; try again: quarantine retry";
    private static final Duration TTL = Duration.ofMinutes(10);

    private final HistoryStore store;
    private final Quarantine quarantine;
    private final List<Services.Source> sources;
    private final Console console;
    private final Clock clock = Clock.systemUTC();

    /** Where records are kept from already, whichever sync met them. */
    private Set<Place> known = Set.of();

    private long read;
    private long still;
    private long gone;
    private long busy;
    private long newMessages;
    private long changedMessages;

    QuarantineRetry(
            HistoryStore store,
            Quarantine quarantine,
            List<Services.Source> sources,
            Console console) {
        this.store = store;
        this.quarantine = quarantine;
        this.sources = sources;
        this.console = console;
    }

    /**
     * Where a record stands.
     *
     * @param source its account and source, as the key under which retries of it are stored
     */
    private record Place(JobKey source, String unit, String position) {
        static Place of(JobKey source, Rejected record) {
            return new Place(source, record.unit(), record.position());
        }
    }

    /** Reads records again. */
    QuarantineAnswers.Retried run(List<Held> records)
            throws StoreException, CommandException, InterruptedException {
        known =
                quarantine.quarantined(Integer.MAX_VALUE).stream()
                        .map(held -> Place.of(own(held), held.record()))
                        .collect(Collectors.toSet());
        Map<JobKey, List<Held>> bySource =
                records.stream()
                        .collect(
                                Collectors.groupingBy(
                                        QuarantineRetry::own, TreeMap::new, Collectors.toList()));
        for (Map.Entry<JobKey, List<Held>> source : bySource.entrySet()) {
            ofSource(source.getKey(), source.getValue());
        }
        return new QuarantineAnswers.Retried(
                records.size(),
                read,
                still,
                gone,
                busy,
                new SyncCounts(0, newMessages, changedMessages, 0, 0, 0));
    }

    /** The key under which what a record's source can read now is stored. */
    private static JobKey own(Held held) {
        return new JobKey(held.key().account(), held.key().source(), TYPE, Optional.empty());
    }

    private void ofSource(JobKey own, List<Held> records)
            throws StoreException, CommandException, InterruptedException {
        Optional<HistorySource> source =
                sources.stream()
                        .filter(one -> one.name().equals(own.source()))
                        .filter(one -> one.account().equals(own.account()))
                        .map(Services.Source::service)
                        .findFirst();
        if (source.isEmpty()) {
            gone += records.size();
            say("account " + own.account() + " has no source " + own.source() + " (any more)");
            return;
        }
        List<Lease> claims = new ArrayList<>();
        try {
            List<Held> free = claim(records, claims);
            if (!free.isEmpty()) {
                read(own, source.get(), free);
            }
        } finally {
            for (Lease claim : claims) {
                store.release(claim);
            }
        }
    }

    /** Claims the keys of the syncs that met the records. Returns the records of those it got. */
    private List<Held> claim(List<Held> records, List<Lease> claims) throws StoreException {
        Set<JobKey> claimed = new HashSet<>();
        for (JobKey key : new TreeSet<>(records.stream().map(Held::key).toList())) {
            Optional<Lease> lease = store.acquire(key, Feed.owner(), TTL);
            if (lease.isPresent()) {
                claims.add(lease.get());
                claimed.add(key);
            } else {
                say(
                        "busy: "
                                + key.type()
                                + " of "
                                + key.source()
                                + " is at work; try again when it is done, see: jobs");
            }
        }
        List<Held> free =
                records.stream().filter(record -> claimed.contains(record.key())).toList();
        busy += records.size() - free.size();
        return free;
    }

    private void read(JobKey own, HistorySource source, List<Held> records)
            throws StoreException, CommandException, InterruptedException {
        Map<String, List<Held>> byUnit =
                records.stream()
                        .collect(
                                Collectors.groupingBy(
                                        held -> held.record().unit(),
                                        TreeMap::new,
                                        Collectors.toList()));
        try (Feed feed = Feed.begin(store, own, UNFINISHED, clock)) {
            for (Map.Entry<String, List<Held>> unit : byUnit.entrySet()) {
                try {
                    unit(feed, source, unit.getKey(), unit.getValue());
                } catch (SourceException e) {
                    gone += unit.getValue().size();
                    say(unit.getKey() + ": " + e.getMessage());
                }
            }
            feed.complete();
            newMessages += feed.counts().newMessages();
            changedMessages += feed.counts().changedMessages();
        }
    }

    private void unit(Feed feed, HistorySource source, String unit, List<Held> records)
            throws SourceException, StoreException, CommandException, InterruptedException {
        Optional<HistoryReader> reader = source.reread(records.stream().map(Held::record).toList());
        if (reader.isEmpty()) {
            gone += records.size();
            say(unit + " is gone, or its source keeps nothing to read again");
            return;
        }
        Set<String> rejected = new HashSet<>();
        feed.read(
                reader.get(),
                record -> !known.contains(Place.of(feed.key(), record)),
                chunk -> chunk.rejected().stream().map(Rejected::position).forEach(rejected::add));
        Map<Boolean, Set<Long>> byRejected =
                records.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        held -> rejected.contains(held.record().position()),
                                        Collectors.mapping(Held::id, Collectors.toSet())));
        quarantine.retried(byRejected.get(false), byRejected.get(true));
        read += byRejected.get(false).size();
        still += byRejected.get(true).size();
    }

    private void say(String line) {
        console.err().println(DisplayText.oneLine(line));
        console.err().flush();
    }
}
