package org.backscroll.source.xmpp;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** The message archives of an XMPP account and of its rooms as a source of history. */
@Component(
        service = HistorySource.class,
        configurationPid = XmppSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = HistorySource.TYPE + "=xmpp")
@Designate(ocd = XmppConfig.class, factory = true)
public final class XmppSource implements HistorySource {
    static final String PID = HistorySource.FACTORY_PID_PREFIX + "xmpp";

    /** What was configured, or why it cannot be used: activation itself never fails. */
    private final Optional<Setup> setup;

    private final String trouble;

    private record Setup(
            Settings settings, AccountId account, Connector connector, Connection connection) {}

    /** Connects to nothing. */
    @Activate
    public XmppSource(XmppConfig config, Map<String, Object> properties) {
        Optional<Setup> made = Optional.empty();
        String problem = "";
        try {
            made = Optional.of(setup(config, properties.get(ACCOUNT)));
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        setup = made;
        trouble = problem;
    }

    private static Setup setup(XmppConfig config, Object account) {
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is set; add " + ACCOUNT + "=NAME to the source");
        }
        Settings settings = Settings.of(config);
        Connector connector = new Connector(settings);
        return new Setup(
                settings, AccountId.of(account.toString()), connector, new Connection(connector));
    }

    /** Ends the connection; who still reads is told that it is lost. */
    @Deactivate
    void close() {
        setup.ifPresent(ready -> ready.connection().close());
    }

    @Override
    public SourceInfo probe() throws SourceException {
        Setup ready = setup();
        try {
            return new Probe(ready.connection().get()).run();
        } catch (InterruptedException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public List<Lane> lanes() throws SourceException {
        return Lanes.of(setup().settings());
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        Setup ready = setup();
        Lane lane = query.lane();
        if (lane.id().equals(Lanes.NAMES)) {
            return new ListReader(() -> new People(ready.connection().get()).names(), resume);
        }
        if (lane.id().equals(Lanes.PEOPLE)) {
            return new ListReader(() -> new People(ready.connection().get()).rooms(), resume);
        }
        boolean account = lane.id().equals(Lanes.ACCOUNT);
        Optional<Jid> room = Lanes.room(lane, ready.settings());
        if (!account && room.isEmpty() || !lane.directions().contains(query.direction())) {
            throw new SourceException.Permanent(
                    "the source has no lane '"
                            + lane.id()
                            + "' to read "
                            + query.direction()
                            + "; check its rooms",
                    null);
        }
        Optional<Mark> mark = resume.isPresent() ? Place.mark(resume.get()) : Optional.empty();
        return new ArchiveReader(
                ready.connection()::get,
                room.orElse(ready.settings().jid()),
                room.isPresent(),
                ready.account(),
                query,
                mark);
    }

    @Override
    public Optional<Closeable> live(LiveSink sink) throws SourceException {
        Setup ready = setup();
        try {
            Link link = ready.connector().link();
            link.connect();
            List<Tail> tails =
                    Lanes.of(ready.settings()).stream()
                            .filter(lane -> lane.kinds().contains(Kind.MESSAGES))
                            .map(lane -> tail(ready, link, lane))
                            .toList();
            Following following = new Following(link, tails, sink);
            try {
                following.start();
            } catch (SourceException | InterruptedException e) {
                following.close();
                throw e;
            }
            return Optional.of(following);
        } catch (InterruptedException e) {
            throw brokenOff(e);
        }
    }

    private static Tail tail(Setup ready, Link link, Lane lane) {
        Jid owner = lane.chat().orElse(ready.settings().jid());
        return new Tail(new Archive(link, owner, lane.chat().isPresent()), lane, ready.account());
    }

    private static SourceException brokenOff(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SourceException.Transient("the connecting was broken off", e);
    }

    private Setup setup() throws SourceException.Permanent {
        return setup.orElseThrow(() -> new SourceException.Permanent(trouble, null));
    }
}
