package org.example.backscroll.memory;

import org.backscroll.api.source.AsOf;

import java.util.Comparator;
import java.util.Optional;

/** Keeps the newest value it was offered; of two as new the greater one. */
final class Newest<T> {
    private final Comparator<? super T> order;
    private AsOf asOf;
    private T value;

    Newest(Comparator<? super T> order) {
        this.order = order;
    }

    void offer(T other, AsOf at) {
        int newer = asOf == null ? 1 : at.compareTo(asOf);
        if (newer > 0 || (newer == 0 && order.compare(other, value) > 0)) {
            asOf = at;
            value = other;
        }
    }

    Optional<T> get() {
        return Optional.ofNullable(value);
    }

    AsOf asOf() {
        return asOf;
    }
}
