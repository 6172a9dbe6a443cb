package org.backscroll.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list read by keyset paging: what is written between two pages neither drops nor
 * repeats a row of them.
 *
 * @param items in the list's order
 * @param next where the following page begins, to be handed back as it is; empty on the last page
 * @param <T> what the list holds
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /** A page of what a function makes of the items, with the same continuation. */
    public <R> Page<R> map(Function<? super T, ? extends R> function) {
        return new Page<>(items.stream().<R>map(function).toList(), next);
    }
}
