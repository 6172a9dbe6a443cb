package org.backscroll.api.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A few records in their order, with where the reader stands after them. It is committed as a whole
 * or not at all.
 */
public final class HistoryChunk implements Fetched {
    private final List<Entry> entries;
    private final List<Rejected> rejected;
    private final List<Covered> covered;
    private final Cursor next;
    private final End end;
    private final OptionalDouble fraction;

    private HistoryChunk(Builder builder) {
        entries = List.copyOf(builder.entries);
        rejected = List.copyOf(builder.rejected);
        covered = List.copyOf(builder.covered);
        next = builder.next;
        end = builder.end;
        fraction = builder.fraction;
    }

    /**
     * A builder for an empty chunk.
     *
     * @param next where the reader stands after it
     * @param end what comes after it
     */
    public static Builder builder(Cursor next, End end) {
        return new Builder(next, end);
    }

    /** What was read, in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** What could not be read. */
    public List<Rejected> rejected() {
        return rejected;
    }

    /** What is complete once this chunk is committed. */
    public List<Covered> covered() {
        return covered;
    }

    /** Where the reader stands after this chunk. */
    public Cursor next() {
        return next;
    }

    /** What comes after it. */
    public End end() {
        return end;
    }

    /** How much of the range is read, 0 to 1, where the source can tell. */
    public OptionalDouble fraction() {
        return fraction;
    }

    /** How many of the entries are messages. */
    public int messages() {
        return (int) entries.stream().filter(Entry.MessageEntry.class::isInstance).count();
    }

    @Override
    public String toString() {
        return "HistoryChunk["
                + entries.size()
                + " entries, "
                + rejected.size()
                + " rejected, "
                + end
                + "]";
    }

    /** Collects a chunk. Not thread-safe. */
    public static final class Builder {
        private final Cursor next;
        private final End end;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private final List<Covered> covered = new ArrayList<>();
        private OptionalDouble fraction = OptionalDouble.empty();

        private Builder(Cursor next, End end) {
            this.next = Objects.requireNonNull(next);
            this.end = Objects.requireNonNull(end);
        }

        /** Adds to {@link HistoryChunk#entries()}. */
        public Builder entries(List<? extends Entry> values) {
            entries.addAll(values);
            return this;
        }

        /** Adds to {@link HistoryChunk#rejected()}. */
        public Builder rejected(List<Rejected> values) {
            rejected.addAll(values);
            return this;
        }

        /** Adds to {@link HistoryChunk#covered()}. */
        public Builder covered(List<Covered> values) {
            covered.addAll(values);
            return this;
        }

        /** See {@link HistoryChunk#fraction()}. */
        public Builder fraction(double value) {
            fraction = OptionalDouble.of(Math.max(0, Math.min(1, value)));
            return this;
        }

        /** The value. */
        public HistoryChunk build() {
            return new HistoryChunk(this);
        }
    }
}
