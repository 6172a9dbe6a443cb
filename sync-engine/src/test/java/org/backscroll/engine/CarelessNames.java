package org.backscroll.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceInfo;

/** A source that delivers messages where only names were asked for. */
final class CarelessNames implements HistorySource {
    @Override
    public SourceInfo probe() {
        return new SourceInfo("names", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(Lane.builder("names", EnumSet.of(Kind.NAMES)).build());
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
        return new HistoryReader() {
            @Override
            public Fetched next(int maxMessages) {
                return HistoryChunk.builder(new Cursor("1"), End.IDLE)
                        .entries(
                                List.of(
                                        new Entry.Name(
                                                Jid.of("1@s.whatsapp.net"), "Ana", AsOf.UNKNOWN),
                                        new Entry.MessageEntry(ScriptedSource.message(1))))
                        .build();
            }

            @Override
            public void close() {}
        };
    }
}
