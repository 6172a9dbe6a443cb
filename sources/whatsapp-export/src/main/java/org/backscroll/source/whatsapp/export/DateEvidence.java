package org.backscroll.source.whatsapp.export;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out from all dates of a file in which order they are written: an order in which a date
 * would be none is out, as far as another does better; of the others that one holds in which time
 * runs backward least often.
 */
final class DateEvidence {
    /**
     * What came of it.
     *
     * @param order how to read the file's dates
     * @param doubt a date that could as well be read another way, when nothing decides
     */
    record Verdict(DateOrder order, Optional<Digits> doubt) {}

    private static final class Tally {
        private long impossible;
        private long backward;
        private LocalDate last = LocalDate.MIN;

        private void add(Optional<LocalDate> date) {
            if (date.isEmpty()) {
                impossible++;
                return;
            }
            backward += date.get().isBefore(last) ? 1 : 0;
            last = date.get();
        }
    }

    private static final Comparator<Tally> BEST =
            Comparator.<Tally>comparingLong(tally -> tally.impossible)
                    .thenComparingLong(tally -> tally.backward);

    private final Map<DateOrder, Tally> tallies = new EnumMap<>(DateOrder.class);
    private Optional<Digits> doubt = Optional.empty();
    private Digits last;

    DateEvidence() {
        for (DateOrder order : DateOrder.values()) {
            tallies.put(order, new Tally());
        }
    }

    /** Takes the next date of the file into account. */
    void add(Digits digits) {
        if (digits.equals(last)) {
            return; // one day is one piece of evidence, however much is said on it
        }
        last = digits;
        Set<LocalDate> readings = new HashSet<>();
        tallies.forEach(
                (order, tally) -> {
                    Optional<LocalDate> date = order.date(digits);
                    date.filter(any -> order != DateOrder.YMD).ifPresent(readings::add);
                    tally.add(date);
                });
        if (doubt.isEmpty() && readings.size() > 1) {
            doubt = Optional.of(digits);
        }
    }

    /**
     * The order.
     *
     * @param otherwise what holds when the file does not tell
     */
    Verdict verdict(DateOrder otherwise) {
        Tally best = tallies.values().stream().min(BEST).orElseThrow();
        List<DateOrder> orders = new ArrayList<>();
        tallies.forEach(
                (order, tally) -> {
                    if (BEST.compare(tally, best) == 0) {
                        orders.add(order);
                    }
                });
        // A year of two digits in front is so rare that it has to be proven, or set.
        DateOrder order = orders.contains(otherwise) ? otherwise : orders.get(0);
        boolean open = orders.contains(DateOrder.DMY) && orders.contains(DateOrder.MDY);
        return new Verdict(order, open ? doubt : Optional.empty());
    }
}
