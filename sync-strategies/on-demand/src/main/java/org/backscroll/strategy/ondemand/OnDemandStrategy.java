package org.backscroll.strategy.ondemand;

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
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.common.Lanes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Messages of one chat before an anchor. The anchor is remembered, because the oldest stored
 * message moves with each commit; and each call asks anew, because an earlier call's answer is not
 * this one's.
 */
@Component(
        property = {
            SyncStrategy.TYPE + "=ON_DEMAND",
            SyncStrategy.PRIORITY + ":Integer=20",
            SyncStrategy.RATE_KEY + "=on-demand"
        })
@Designate(ocd = OnDemandConfig.class)
public final class OnDemandStrategy implements SyncStrategy {
    private static final String FORMAT = "backscroll.on-demand/1";

    private final long defaultCount;

    /** Called by Declarative Services. */
    @Activate
    public OnDemandStrategy(OnDemandConfig config) {
        this(config.count());
    }

    /**
     * @param defaultCount how many messages to ask for when the caller does not say
     */
    public OnDemandStrategy(long defaultCount) {
        this.defaultCount = defaultCount;
    }

    @Override
    public Step next(SyncView view) {
        if (view.request().chat().isEmpty()) {
            return Step.Done.because(
                    SyncStatus.FAILED, "ON_DEMAND asks for one chat; name it with --chat JID");
        }
        Jid chat = view.request().chat().get();
        Optional<Anchor> anchor = anchor(view, chat);
        if (anchor.isEmpty()) {
            return Step.Done.because(
                    SyncStatus.NO_ANCHOR,
                    view.request()
                            .anchor()
                            .map(
                                    id ->
                                            "no message '"
                                                    + id
                                                    + "' of "
                                                    + chat
                                                    + " is stored to ask before")
                            .orElse(
                                    "no message of "
                                            + chat
                                            + " is stored to ask before; sync RECENT first"));
        }
        long wanted = view.request().count().orElse(defaultCount) - view.counts().messages();
        if (wanted <= 0) {
            return Step.Done.COMPLETE;
        }
        List<HistoryQuery> all = queries(view, chat, anchor.get());
        List<HistoryQuery> pending = Lanes.pending(view, all);
        return pending.isEmpty()
                ? ended(view, all)
                : new Step.Fetch(
                        pending, true, OptionalLong.of(wanted), Optional.of(write(anchor.get())));
    }

    private static Optional<Anchor> anchor(SyncView view, Jid chat) {
        Optional<Anchor> remembered =
                view.memo()
                        .filter(memo -> memo.format().equals(FORMAT))
                        .map(m -> read(view, chat, m));
        return remembered.isPresent()
                ? remembered
                : view.request()
                        .anchor()
                        .map(id -> view.message(chat, id))
                        .orElseGet(() -> view.oldest(chat));
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

    private static Memo write(Anchor anchor) {
        MessageKey.Author author = anchor.message().author();
        String who = author.fromMe() ? "me" : author.jid().map(Jid::value).orElse("?");
        return new Memo(
                FORMAT,
                anchor.timestamp().toEpochMilli() + "\n" + who + "\n" + anchor.message().id());
    }

    private static Anchor read(SyncView view, Jid chat, Memo memo) {
        String[] lines = memo.text().split("\n", 3);
        MessageKey.Author author =
                switch (lines[1]) {
                    case "me" -> MessageKey.Author.ME;
                    case "?" -> MessageKey.Author.UNKNOWN;
                    default -> MessageKey.Author.of(Jid.of(lines[1]));
                };
        return new Anchor(
                new MessageKey(view.account(), chat, author, lines[2]),
                Instant.ofEpochMilli(Long.parseLong(lines[0])));
    }
}
