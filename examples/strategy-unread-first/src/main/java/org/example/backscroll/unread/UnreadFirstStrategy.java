package org.example.backscroll.unread;

import org.backscroll.api.Conversation;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * RECENT, but chats with unread messages first: of archives in the order of time it reads what is
 * new in these chats, then the gaps of the whole. It takes the place of the strategy that ships,
 * because it ranks higher.
 */
@Component(
        property = {
            SyncStrategy.TYPE + "=RECENT",
            SyncStrategy.PRIORITY + ":Integer=10",
            "service.ranking:Integer=100"
        })
public final class UnreadFirstStrategy implements SyncStrategy {
    static final String FORMAT = "example.unread-first/1";

    /** As many as surely fit into a memo. */
    private static final int MAX_CHATS = 20;

    @Override
    public Step next(SyncView view) {
        List<HistoryQuery> ranges = new ArrayList<>(streams(view));
        List<Lane> archives = archives(view);
        List<Item> plan =
                view.memo()
                        .filter(memo -> memo.format().equals(FORMAT))
                        .map(memo -> Item.readAll(memo.text()))
                        .orElseGet(() -> plan(view, archives));
        // What comes first is read first, so only the first can have come to its end.
        while (!plan.isEmpty() && isDone(view, archives, plan.get(0))) {
            plan = plan.subList(1, plan.size());
        }
        if (!plan.isEmpty()) {
            ranges.add(0, plan.get(0).query(archives, view.request().chat()).orElseThrow());
        }
        return ranges.isEmpty()
                ? Step.Done.COMPLETE
                : new Step.Fetch(
                        ranges,
                        false,
                        OptionalLong.empty(),
                        Optional.of(new Memo(FORMAT, Item.writeAll(plan))));
    }

    /** Lanes in the order of arrival, which are read on from where they stand. */
    private static List<HistoryQuery> streams(SyncView view) {
        return view.lanes().stream()
                .filter(lane -> lane.kinds().contains(Kind.MESSAGES))
                .filter(lane -> lane.order() == Lane.Order.SEQUENCE)
                .map(lane -> HistoryQuery.builder(lane).chat(view.request().chat()).build())
                .filter(query -> !ended(view, query))
                .toList();
    }

    private static List<Lane> archives(SyncView view) {
        return view.lanes().stream()
                .filter(lane -> lane.kinds().contains(Kind.MESSAGES))
                .filter(lane -> lane.order() == Lane.Order.TIME)
                .toList();
    }

    private static boolean isDone(SyncView view, List<Lane> archives, Item item) {
        Optional<HistoryQuery> query = item.query(archives, view.request().chat());
        return query.isEmpty() || ended(view, query.get());
    }

    private static boolean ended(SyncView view, HistoryQuery query) {
        return view.progress(query.lane()).ended().isPresent()
                && view.progress(query.lane()).range().equals(Optional.of(query.toString()));
    }

    /** Made once and remembered, because the ledger and the chats change with each commit. */
    private static List<Item> plan(SyncView view, List<Lane> archives) {
        List<Item> plan = new ArrayList<>();
        for (Lane lane : archives) {
            if (view.request().chat().isEmpty() && lane.chat().isEmpty()) {
                unread(view).forEach(chat -> plan.add(Item.newOf(lane, chat)));
            }
        }
        for (Lane lane : archives) {
            if (view.request().restart() || view.request().chat().isPresent()) {
                plan.add(Item.whole(lane));
            } else {
                view.gaps(lane).forEach(gap -> plan.add(Item.gap(lane, gap)));
            }
        }
        return plan.subList(0, Math.min(plan.size(), 2 * MAX_CHATS));
    }

    private static List<Conversation> unread(SyncView view) {
        return view.chats(1000).stream()
                .filter(chat -> chat.unreadCount() > 0 || chat.markedUnread())
                .filter(chat -> !chat.archived())
                .sorted(Comparator.comparing(Conversation::jid))
                .limit(MAX_CHATS)
                .toList();
    }
}
