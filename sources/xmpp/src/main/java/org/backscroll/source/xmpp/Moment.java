package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backscroll.api.Jid;

/**
 * One time of an archive, read part by part: which of its records are wanted, and their numbers.
 */
final class Moment {
    private final Window.Cut cut;
    private final boolean backward;

    /** How many records come before the next part; backward, that and the next part's own. */
    private int before;

    /** The same of each chat. */
    private final Map<Jid, Integer> numbers;

    /**
     * A record that is wanted.
     *
     * @param envelope where it was written, if that can be read
     * @param number among those of its chat
     * @param last whether it is the last one wanted of its time, in the direction of reading
     */
    record Wanted(Item item, Optional<Envelope> envelope, int number, boolean last) {}

    /**
     * @param tally of all the time's records
     */
    Moment(Window.Cut cut, boolean backward, Tally tally) {
        this.cut = cut;
        this.backward = backward;
        before = backward ? tally.size() : 0;
        numbers = backward ? new HashMap<>(tally.chats()) : new HashMap<>();
    }

    Window.Cut cut() {
        return cut;
    }

    /** What is wanted of the next part, in the direction of reading. */
    List<Wanted> take(Group part, Function<Item, Optional<Envelope>> envelope) {
        List<Optional<Envelope>> envelopes = part.items().stream().map(envelope).toList();
        int count = part.items().size();
        if (backward) {
            before -= count;
            envelopes.stream()
                    .flatMap(Optional::stream)
                    .forEach(known -> numbers.merge(known.chat(), -1, Integer::sum));
        }
        // Nothing comes before the first one.
        Map<Jid, Integer> counting =
                !backward ? numbers : part.last() ? new HashMap<>() : new HashMap<>(numbers);
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number =
                    envelopes
                            .get(i)
                            .map(known -> counting.merge(known.chat(), 1, Integer::sum) - 1)
                            .orElse(0);
            int index = before + i;
            if (index >= cut.from() && index < cut.to()) {
                boolean last =
                        backward
                                ? index == cut.from()
                                : index == cut.to() - 1 || part.last() && i == count - 1;
                wanted.add(new Wanted(part.items().get(i), envelopes.get(i), number, last));
            }
        }
        if (backward) {
            Collections.reverse(wanted);
        } else {
            before += count;
        }
        return wanted;
    }
}
