package org.backscroll.strategy.ondemand;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.LaneProgress;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.common.Lanes;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Messages of one chat before an anchor. The anchor is remembered, because the oldest stored
 * message moves with each commit; and each call asks anew, because an earlier call's answer is not
 * this one's.
 */
@Capability(namespace = SyncStrategy.NAMESPACE, attribute = "type=ON_DEMAND")
@Component(
        property = {
            SyncStrategy.TYPE + "=ON_DEMAND",
            SyncStrategy.PRIORITY + ":Integer=20",
            SyncStrategy.RATE_KEY + "=on-demand"
        })
@Designate(ocd = OnDemandConfig.class)
public final class OnDemandStrategy implements SyncStrategy {
    private static final String FORMAT = "backscroll.on-demand/2";

    private final long defaultCount;
    private final int anchors;
    private final Duration cooldown;

    /**
     * What is being asked before.
     *
     * @param place how many anchors were tried before it
     */
    private record Rung(int place, Anchor anchor) {}

    /** Called by Declarative Services. */
    @Activate
    public OnDemandStrategy(OnDemandConfig config) {
        this(config.count(), config.anchors(), Duration.ofMillis(config.cooldown()));
    }

    /**
     * @param defaultCount how many messages to ask for when the caller does not say
     * @param anchors how many anchors to try
     * @param cooldown how long to wait between two questions about a chat
     */
    public OnDemandStrategy(long defaultCount, int anchors, Duration cooldown) {
        this.defaultCount = defaultCount;
        this.anchors = Math.max(1, Math.min(100, anchors));
        this.cooldown = cooldown;
    }

    @Override
    public Step next(SyncView view) {
        if (view.request().chat().isEmpty()) {
            return Step.Done.because(
                    SyncStatus.FAILED, "ON_DEMAND asks for one chat; name it with --chat JID");
        }
        Jid chat = view.request().chat().get();
        Optional<Rung> rung = rung(view, chat);
        if (rung.isEmpty()) {
            return Step.Done.because(SyncStatus.NO_ANCHOR, noAnchor(view, chat));
        }
        long wanted = view.request().count().orElse(defaultCount) - view.counts().messages();
        return wanted <= 0 ? Step.Done.COMPLETE : ask(view, chat, rung.get(), wanted);
    }

    private static String noAnchor(SyncView view, Jid chat) {
        return view.request()
                .anchor()
                .map(id -> "no message '" + id + "' of " + chat + " is stored to ask before")
                .orElse("no message of " + chat + " is stored to ask before; sync RECENT first");
    }

    /**
     * Asks before an anchor; when there was no answer, before the next one, and never in circles.
     */
    private Step ask(SyncView view, Jid chat, Rung rung, long wanted) {
        List<HistoryQuery> all = queries(view, chat, rung.anchor());
        List<HistoryQuery> pending = Lanes.pending(view, all);
        if (pending.isEmpty()) {
            Step.Done done = ended(view, all);
            Optional<Rung> next =
                    done.outcome() == SyncStatus.NO_ANSWER
                            ? next(view, chat, rung)
                            : Optional.empty();
            return next.isPresent() ? ask(view, chat, next.get(), wanted) : done;
        }
        Memo memo = write(rung);
        Duration rest = rest(view, pending);
        return rest.isZero()
                ? new Step.Fetch(pending, true, OptionalLong.of(wanted), Optional.of(memo))
                : new Step.Wait(rest, "asked about this chat a moment ago", Optional.of(memo));
    }

    /** What is left of the cooldown. An answer that is coming in is no new question. */
    private Duration rest(SyncView view, List<HistoryQuery> pending) {
        Duration rest = Duration.ZERO;
        for (HistoryQuery query : pending) {
            LaneProgress progress = view.progress(query.lane());
            boolean coming =
                    progress.own() && progress.range().equals(Optional.of(query.toString()));
            if (query.lane().extent() == Lane.Extent.ANSWERS
                    && !coming
                    && progress.at().isPresent()) {
                Duration left = Duration.between(view.now(), progress.at().get().plus(cooldown));
                rest = left.compareTo(rest) > 0 ? left : rest;
            }
        }
        return rest;
    }

    private Optional<Rung> rung(SyncView view, Jid chat) {
        Optional<Rung> remembered =
                view.memo()
                        .filter(memo -> memo.format().equals(FORMAT))
                        .map(m -> read(view, chat, m));
        if (remembered.isPresent()) {
            return remembered;
        }
        return view.request()
                .anchor()
                .map(id -> view.message(chat, id))
                .orElseGet(() -> view.oldest(chat, 1).stream().findFirst())
                .map(anchor -> new Rung(0, anchor));
    }

    /** The anchor after one; the only one there is if the caller named it. */
    private Optional<Rung> next(SyncView view, Jid chat, Rung rung) {
        int place = rung.place() + 1;
        if (view.request().anchor().isPresent() || place >= anchors) {
            return Optional.empty();
        }
        return view.oldest(chat, anchors).stream()
                .skip(place)
                .findFirst()
                .map(anchor -> new Rung(place, anchor));
    }

    /**
     * Lanes made for answers if there are any, else archives that can be read backward from a
     * place.
     */
    private static List<HistoryQuery> queries(SyncView view, Jid chat, Anchor anchor) {
        List<Lane> lanes = Lanes.ofMessages(view, Optional.of(chat));
        List<Lane> answers =
                lanes.stream().filter(lane -> lane.extent() == Lane.Extent.ANSWERS).toList();
        List<Lane> archives =
                lanes.stream()
                        .filter(lane -> lane.extent() == Lane.Extent.COMPLETE)
                        .filter(lane -> lane.directions().contains(Direction.BACKWARD))
                        .toList();
        return (answers.isEmpty() ? archives : answers)
                .stream()
                        .map(
                                lane ->
                                        HistoryQuery.builder(lane)
                                                .kinds(EnumSet.of(Kind.MESSAGES))
                                                .chat(Optional.of(chat))
                                                .direction(
                                                        Lanes.direction(lane, Direction.BACKWARD))
                                                .to(new Bound.Message(anchor))
                                                .build())
                        .toList();
    }

    private static Step.Done ended(SyncView view, List<HistoryQuery> queries) {
        List<End> ends =
                queries.stream().flatMap(q -> view.progress(q.lane()).ended().stream()).toList();
        if (ends.contains(End.NO_ACCESS)) {
            return Step.Done.because(
                    SyncStatus.NO_ACCESS,
                    "there is more, but the source does not give it to this account");
        }
        if (ends.contains(End.BEGINNING)
                || ends.contains(End.BOUND)
                || view.counts().messages() > 0) {
            return Step.Done.because(SyncStatus.EXHAUSTED, "the source has no more of this chat");
        }
        return Step.Done.because(
                SyncStatus.NO_ANSWER, "the source has no answer for this chat and anchor");
    }

    private static Memo write(Rung rung) {
        MessageKey.Author author = rung.anchor().message().author();
        String who = author.fromMe() ? "me" : author.jid().map(Jid::value).orElse("?");
        return new Memo(
                FORMAT,
                rung.place()
                        + "\n"
                        + rung.anchor().timestamp().toEpochMilli()
                        + "\n"
                        + who
                        + "\n"
                        + rung.anchor().message().id());
    }

    private static Rung read(SyncView view, Jid chat, Memo memo) {
        String[] lines = memo.text().split("\n", 4);
        MessageKey.Author author =
                switch (lines[2]) {
                    case "me" -> MessageKey.Author.ME;
                    case "?" -> MessageKey.Author.UNKNOWN;
                    default -> MessageKey.Author.of(Jid.of(lines[2]));
                };
        Anchor anchor =
                new Anchor(
                        new MessageKey(view.account(), chat, author, lines[3]),
                        Instant.ofEpochMilli(Long.parseLong(lines[1])));
        return new Rung(Integer.parseInt(lines[0]), anchor);
    }
}
