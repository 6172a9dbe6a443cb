package org.backscroll.api.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;

/** A job as it is stored. */
public final class JobState {
    private final String id;
    private final JobKey key;
    private final SyncRequest request;
    private final Instant created;
    private final SyncStatus status;
    private final Optional<String> reason;
    private final SyncCounts counts;
    private final Optional<String> memo;
    private final Instant updated;

    private JobState(Builder builder) {
        id = builder.id;
        key = builder.key;
        request = builder.request;
        created = builder.created;
        status = builder.status;
        reason = builder.reason;
        counts = builder.counts;
        memo = builder.memo;
        updated = builder.updated;
    }

    /** A builder for a job that is {@link SyncStatus#PENDING}. */
    public static Builder builder(String id, JobKey key, SyncRequest request, Instant created) {
        return new Builder(id, key, request, created);
    }

    /** Unique within the store; at most 64 characters. */
    public String id() {
        return id;
    }

    /** What it works on. */
    public JobKey key() {
        return key;
    }

    /** What was asked. */
    public SyncRequest request() {
        return request;
    }

    /** When it was accepted. */
    public Instant created() {
        return created;
    }

    /**
     * How it stands. A store that only reads shows one at work without a living writer as {@link
     * SyncStatus#INTERRUPTED}.
     */
    public SyncStatus status() {
        return status;
    }

    /** Why it waits or failed, in one line. */
    public Optional<String> reason() {
        return reason;
    }

    /** What it has done. */
    public SyncCounts counts() {
        return counts;
    }

    /** What its strategy wants remembered, opaque to the store. */
    public Optional<String> memo() {
        return memo;
    }

    /** When it was last written. */
    public Instant updated() {
        return updated;
    }

    /** A builder that begins with everything this has. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, key, request, created);
        builder.status = status;
        builder.reason = reason;
        builder.counts = counts;
        builder.memo = memo;
        builder.updated = updated;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobState that
                && id.equals(that.id)
                && key.equals(that.key)
                && request.equals(that.request)
                && created.equals(that.created)
                && status == that.status
                && reason.equals(that.reason)
                && counts.equals(that.counts)
                && memo.equals(that.memo)
                && updated.equals(that.updated);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "JobState[" + id + " " + key.type() + " " + status + "]";
    }

    /** Collects a state. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final JobKey key;
        private final SyncRequest request;
        private final Instant created;
        private SyncStatus status = SyncStatus.PENDING;
        private Optional<String> reason = Optional.empty();
        private SyncCounts counts = SyncCounts.ZERO;
        private Optional<String> memo = Optional.empty();
        private Instant updated;

        private Builder(String id, JobKey key, SyncRequest request, Instant created) {
            this.id = Objects.requireNonNull(id, "id");
            this.key = Objects.requireNonNull(key, "key");
            this.request = Objects.requireNonNull(request, "request");
            this.created = Objects.requireNonNull(created, "created");
            this.updated = created;
        }

        /** See {@link JobState#status()}. */
        public Builder status(SyncStatus value) {
            status = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link JobState#reason()}. */
        public Builder reason(Optional<String> value) {
            reason = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link JobState#counts()}. */
        public Builder counts(SyncCounts value) {
            counts = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link JobState#memo()}. */
        public Builder memo(Optional<String> value) {
            memo = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link JobState#updated()}. */
        public Builder updated(Instant value) {
            updated = Objects.requireNonNull(value);
            return this;
        }

        /** The value. */
        public JobState build() {
            return new JobState(this);
        }
    }
}
