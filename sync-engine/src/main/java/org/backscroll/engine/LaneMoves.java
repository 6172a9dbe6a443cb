package org.backscroll.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;

/** How lanes move: forward with a chunk, back to a caller's cursor, to the beginning. */
final class LaneMoves {
    private LaneMoves() {}

    /** What a job's request changes before its first chunk. */
    static List<LaneStep> onBegin(Job job, Map<String, LaneState> stored, Instant now) {
        if (job.request().restart()) {
            return stored.values().stream().map(state -> anew(state, job, now)).toList();
        }
        Optional<ClientCursor> cursor = job.request().cursor().flatMap(token -> open(token, job));
        return cursor.map(c -> stored.get(c.lane()))
                .filter(state -> cursor.get().matches(state))
                .filter(state -> !state.cursor().equals(Optional.of(cursor.get().cursor())))
                .map(
                        state ->
                                List.of(
                                        new LaneStep(
                                                Optional.of(state),
                                                new LaneState(
                                                        state.lane(),
                                                        state.range(),
                                                        Optional.of(cursor.get().cursor()),
                                                        End.MORE,
                                                        job.id(),
                                                        0,
                                                        state.generation(),
                                                        now))))
                .orElse(List.of());
    }

    private static Optional<ClientCursor> open(String token, Job job) {
        try {
            return Optional.of(ClientCursor.open(token, job.store(), job.state().key()));
        } catch (org.backscroll.api.HistoryException e) {
            return Optional
                    .empty(); // it was checked when the request was accepted; only the data can
            // have changed since
        }
    }

    /** Back to the beginning. */
    static LaneStep anew(LaneState state, Job job, Instant now) {
        return new LaneStep(
                Optional.of(state),
                new LaneState(
                        state.lane(),
                        state.range(),
                        Optional.empty(),
                        End.MORE,
                        job.id(),
                        state.job().equals(job.id()) ? state.messages() : 0,
                        state.generation() + 1,
                        now));
    }

    /** Where a reader of a query goes on. */
    static Optional<Cursor> resume(LaneState state, HistoryQuery query, Job job, boolean anew) {
        boolean same =
                state != null
                        && state.range().equals(query.toString())
                        && (!anew || state.job().equals(job.id()));
        return same ? state.cursor() : Optional.empty();
    }

    /** Forward. */
    static LaneState advance(
            LaneState before,
            HistoryQuery query,
            HistoryChunk chunk,
            long messages,
            Job job,
            Instant now) {
        boolean sameJob = before != null && before.job().equals(job.id());
        return new LaneState(
                query.lane().id(),
                query.toString(),
                Optional.of(chunk.next()),
                chunk.end(),
                job.id(),
                (sameJob ? before.messages() : 0) + messages,
                before == null ? 0 : before.generation(),
                now);
    }
}
