package org.backscroll.source.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.Participant;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.peer.server.Served;
import org.backscroll.store.sqlite.OpenStore;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every source promises, by a real server over a real store. */
class PeerConformanceTest extends SourceContract {
    private static final AccountId THEIRS = AccountId.of("phone");
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final Jid GROUP = Jid.of("1@g.us");
    private static final List<Jid> PEOPLE =
            List.of(Jid.of("491@s.whatsapp.net"), Jid.of("492@s.whatsapp.net"));
    private static final JobKey KEY =
            new JobKey(THEIRS, "wa", HistorySyncType.FULL, Optional.empty());
    private static final String TOKEN = "0123456789abcdef";

    @TempDir Path folder;

    private OpenStore store;
    private Served served;
    private JobState job;
    private Lease lease;

    @BeforeEach
    void serve() throws Exception {
        store = new OpenStore(folder);
        served = new Served(store.store(), store.feed(), THEIRS, TOKEN);
        job =
                JobState.builder("job", KEY, SyncRequest.of(KEY.type()), T0)
                        .status(SyncStatus.RUNNING)
                        .build();
        lease = store.store().acquire(KEY, "test", Duration.ofMinutes(5)).orElseThrow();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.OwnName("Me", new AsOf(T0, 0)));
        entries.add(new Entry.Link(PEOPLE.get(0), Jid.of("77@lid")));
        for (Jid person : PEOPLE) {
            entries.add(new Entry.Name(person, "N " + person.user(), new AsOf(T0, 1)));
            entries.add(
                    new Entry.Membership(
                            GROUP,
                            person,
                            Participant.Role.MEMBER,
                            Optional.empty(),
                            new AsOf(T0, 2)));
        }
        for (int i = 0; i < 24; i++) {
            entries.add(message(i));
        }
        tell(entries);
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
        if (store != null) {
            store.close();
        }
    }

    private static Entry message(int i) {
        Jid person = PEOPLE.get(i % PEOPLE.size());
        Jid chat = i % 3 == 0 ? person : GROUP;
        return new Entry.MessageEntry(
                Message.builder(
                                new MessageKey(
                                        THEIRS,
                                        chat,
                                        i % 5 == 0 ? Author.ME : Author.of(person),
                                        "M" + i),
                                // Some at the same time.
                                T0.plusSeconds(i / 2))
                        .text("message " + i)
                        .build());
    }

    private void tell(List<Entry> entries) throws Exception {
        job = store.store().apply(SyncBatch.builder(job, lease).entries(entries).build()).job();
    }

    @Override
    protected HistorySource source() {
        return source(served.url(), TOKEN);
    }

    private HistorySource source(String url, String token) {
        return new PeerSource(
                PeerSourceTest.config(url, token),
                Map.of(
                        HistorySource.NAME,
                        "peer",
                        HistorySource.ACCOUNT,
                        account().value(),
                        "remote.account",
                        THEIRS.value()));
    }

    @Override
    protected AccountId account() {
        return AccountId.of("copy");
    }

    @Override
    protected Optional<HistorySource> unusable() {
        return Optional.of(source(served.url(), "another-token-of-that-length"));
    }

    @Override
    protected Optional<Jid> chat(Lane lane, Direction direction) {
        return direction == Direction.BACKWARD ? Optional.of(GROUP) : Optional.empty();
    }

    @Override
    protected OptionalInt grow() throws Exception {
        tell(List.of(message(100), message(101), message(102)));
        return OptionalInt.of(3);
    }
}
