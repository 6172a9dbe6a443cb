package org.backscroll.source.xmpp;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.source.SourceException;

/**
 * Turns the pages of a slice, one way: the next one is asked for as soon as one is there, so that
 * the server looks it up while this one is decoded and committed. Used by one thread at a time,
 * save {@link #cancel}.
 */
final class Pages {
    private final Archive archive;
    private final Slice slice;
    private volatile Archive.Asked asked;
    private volatile Archive.Asked open;
    private volatile Archive.Asked ahead;
    private volatile Optional<String> aheadFrom = Optional.empty();
    private volatile SourceException trouble;
    private volatile boolean cancelled;

    /** What pages began with: times prove nothing, an archive need not be in their order. */
    private final Set<String> begun = new HashSet<>();

    private Optional<Item> last = Optional.empty();
    private boolean complete;

    Pages(Archive archive, Slice slice) {
        this.archive = archive;
        this.slice = slice;
    }

    /** Whether {@link #next} has nothing more to give. */
    boolean complete() {
        return complete;
    }

    Page next() throws SourceException, InterruptedException {
        if (asked == null) {
            asked = ask(Optional.empty());
        }
        ahead = null;
        trouble = null;
        Page page = asked.take(this::askOn);
        complete = page.complete();
        if (complete && ahead != null) {
            ahead.cancel();
        }
        if (!page.items().isEmpty()) {
            Item newest = page.items().get(page.items().size() - 1);
            Item oldest = page.items().get(0);
            follow(slice.backward() ? newest : oldest, slice.backward() ? oldest : newest);
        }
        if (trouble != null) {
            throw trouble;
        }
        asked = complete ? null : rightly();
        return page;
    }

    /** What was asked ahead, unless the page ended otherwise than the server said. */
    private Archive.Asked rightly() throws SourceException {
        Optional<String> from = last.map(Item::id);
        if (ahead != null && from.equals(aheadFrom)) {
            return ahead;
        }
        if (ahead != null) {
            ahead.cancel();
        }
        return ask(from);
    }

    /** Maybe on the connection's thread: not even its records are looked at before. */
    private void askOn(Archive.End end) {
        Optional<String> from = slice.backward() ? end.first() : end.last();
        if (!end.complete() && from.isPresent() && !from.get().isEmpty()) {
            try {
                aheadFrom = from;
                ahead = ask(from);
            } catch (SourceException e) {
                trouble = e;
            }
        }
    }

    /** Some servers, asked to go on behind a record they have forgotten, begin anew silently. */
    private void follow(Item begin, Item end) throws SourceException.CursorLost {
        if (!begun.add(begin.id())) {
            throw new SourceException.CursorLost(
                    archive.owner() + " began anew in the middle of its archive");
        }
        last = Optional.of(end);
    }

    private Archive.Asked ask(Optional<String> from) throws SourceException {
        Archive.Asked question = archive.ask(slice, from);
        open = question;
        if (cancelled) {
            question.cancel();
        }
        return question;
    }

    /** Wakes who waits, and asks for nothing more. */
    void cancel() {
        cancelled = true;
        Archive.Asked last = asked;
        if (last != null) {
            last.cancel();
        }
        Archive.Asked newest = open;
        if (newest != null) {
            newest.cancel();
        }
    }
}
