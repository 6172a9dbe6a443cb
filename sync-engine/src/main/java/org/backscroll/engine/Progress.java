package org.backscroll.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.store.LaneState;

/**
 * How much of a job is done, from what its source says of the range it reads and from the ranges
 * read and to be read.
 */
final class Progress {
    private Progress() {}

    static void update(
            Job job,
            List<HistoryQuery> ranges,
            Map<String, LaneState> states,
            HistoryQuery current,
            HistoryChunk chunk) {
        boolean ended = chunk.end() != End.MORE;
        if (chunk.fraction().isEmpty() && !ended) {
            return;
        }
        Set<String> lanes =
                ranges.stream().map(query -> query.lane().id()).collect(Collectors.toSet());
        states.values().stream()
                .filter(state -> state.job().equals(job.id()))
                .forEach(state -> lanes.add(state.lane()));
        long done =
                states.values().stream()
                        .filter(state -> state.job().equals(job.id()))
                        .filter(state -> !state.lane().equals(current.lane().id()))
                        .filter(state -> state.end() != End.MORE)
                        .count();
        double part = ended ? 1 : chunk.fraction().orElse(0);
        job.fraction((done + part) / lanes.size(), chunk.end() == End.IDLE);
    }
}
