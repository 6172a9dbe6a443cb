package org.backscroll.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Gap;

/** Remembers what was announced. */
final class Told implements Announcer {
    final List<Gap> gaps = new CopyOnWriteArrayList<>();

    @Override
    public void gaps(Job job, Lane lane, List<Gap> found) {
        gaps.addAll(found);
    }
}
