package org.backscroll.api.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;

/**
 * What is to be committed together: a chunk, with the state that follows from it; or a state alone.
 */
public final class SyncBatch {
    private final JobState job;
    private final Lease lease;
    private final List<Entry> entries;
    private final List<Rejected> rejected;
    private final List<Covered> covered;
    private final List<Lane> described;
    private final List<LaneStep> lanes;

    private SyncBatch(Builder builder) {
        job = builder.job;
        lease = builder.lease;
        entries = List.copyOf(builder.entries);
        rejected = List.copyOf(builder.rejected);
        covered = List.copyOf(builder.covered);
        described = List.copyOf(builder.described);
        lanes = List.copyOf(builder.lanes);
    }

    /**
     * A builder for a batch that writes the job's state alone.
     *
     * @param job the state to write, save for its counts: they are those before the batch, and the
     *     store adds what the batch does
     * @param lease the claim on the job's key
     */
    public static Builder builder(JobState job, Lease lease) {
        return new Builder(job, lease);
    }

    /** The job's state to write; its counts are those before the batch. */
    public JobState job() {
        return job;
    }

    /** The claim under which it is written. */
    public Lease lease() {
        return lease;
    }

    /** What to merge, in order. All belong to the account of the job's key. */
    public List<Entry> entries() {
        return entries;
    }

    /** What to put into quarantine. */
    public List<Rejected> rejected() {
        return rejected;
    }

    /** What to enter into the ledger for the source of the job's key. */
    public List<Covered> covered() {
        return covered;
    }

    /**
     * What lanes of the source of the job's key are: kept with the ledger, whose positions mean
     * nothing without it. What was known of a lane is replaced; lanes that are not among them stay.
     */
    public List<Lane> described() {
        return described;
    }

    /** The lanes' moves; if one is not where it is expected, nothing is written. */
    public List<LaneStep> lanes() {
        return lanes;
    }

    @Override
    public String toString() {
        return "SyncBatch[" + job.id() + ", " + entries.size() + " entries]";
    }

    /** Collects a batch. Not thread-safe. */
    public static final class Builder {
        private final JobState job;
        private final Lease lease;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private final List<Covered> covered = new ArrayList<>();
        private final List<Lane> described = new ArrayList<>();
        private final List<LaneStep> lanes = new ArrayList<>();

        private Builder(JobState job, Lease lease) {
            this.job = Objects.requireNonNull(job);
            this.lease = Objects.requireNonNull(lease);
        }

        /** Adds to {@link SyncBatch#entries()}. */
        public Builder entries(List<? extends Entry> values) {
            entries.addAll(values);
            return this;
        }

        /** Adds to {@link SyncBatch#rejected()}. */
        public Builder rejected(List<Rejected> values) {
            rejected.addAll(values);
            return this;
        }

        /** Adds to {@link SyncBatch#covered()}. */
        public Builder covered(List<Covered> values) {
            covered.addAll(values);
            return this;
        }

        /** Adds to {@link SyncBatch#described()}. */
        public Builder described(List<Lane> values) {
            described.addAll(values);
            return this;
        }

        /** Adds to {@link SyncBatch#lanes()}. */
        public Builder lane(LaneStep value) {
            lanes.add(value);
            return this;
        }

        /** The value. */
        public SyncBatch build() {
            return new SyncBatch(this);
        }
    }
}
