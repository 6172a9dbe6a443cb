package org.backscroll.source.peer;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** An account of another Backscroll as a source of history. */
@Component(
        service = HistorySource.class,
        configurationPid = PeerSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = HistorySource.TYPE + "=peer")
@Designate(ocd = PeerConfig.class, factory = true)
public final class PeerSource implements HistorySource {
    static final String PID = HistorySource.FACTORY_PID_PREFIX + "peer";

    /** Empty if it cannot be used as it is configured: activation itself never fails. */
    private final Optional<Peer> peer;

    private final String trouble;
    private final String name;

    /** Connects to nothing. */
    @Activate
    public PeerSource(PeerConfig config, Map<String, Object> properties) {
        name = String.valueOf(properties.getOrDefault(NAME, "peer"));
        Optional<Peer> made = Optional.empty();
        String problem = "";
        try {
            made = Optional.of(new Peer(Setup.of(config, properties.get(ACCOUNT))));
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        peer = made;
        trouble = problem;
    }

    private Peer peer() throws SourceException.Permanent {
        return peer.orElseThrow(() -> new SourceException.Permanent(trouble, null));
    }

    @Override
    public SourceInfo probe() throws SourceException {
        Peer there = peer();
        try {
            List<AccountId> served = there.accounts();
            AccountId remote = there.remote();
            if (!served.contains(remote)) {
                throw new SourceException.Permanent(
                        "the server at "
                                + there.setup().url()
                                + " serves no account "
                                + remote
                                + "; set another remote.account",
                        null);
            }
            return new SourceInfo(
                    "a Backscroll with the account "
                            + remote
                            + " at "
                            + there.setup().url()
                            + (there.setup().isOpenOnTheWay()
                                    ? ", without encryption: others on the way can read the token"
                                    : ""),
                    Optional.empty(),
                    true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException.Transient("asking was broken off", e);
        }
    }

    @Override
    public List<Lane> lanes() {
        return Lanes.ALL;
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        Lane lane =
                Lanes.ALL.stream()
                        .filter(known -> known.id().equals(query.lane().id()))
                        .filter(known -> known.directions().contains(query.direction()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new SourceException.Permanent(
                                                "another Backscroll has no lane "
                                                        + query.lane().id()
                                                        + " to read "
                                                        + query.direction(),
                                                null));
        if (query.direction() == Direction.BACKWARD && query.chat().isEmpty()) {
            throw new SourceException.Permanent(
                    lane.id() + " is read backward in one chat only", null);
        }
        return new PeerReader(peer(), query, resume);
    }

    @Override
    public Optional<Closeable> live(LiveSink sink) throws SourceException {
        try {
            return Optional.of(PeerLive.open(peer(), name, sink));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException.Transient("connecting was broken off", e);
        }
    }
}
