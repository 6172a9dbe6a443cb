package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.SourceException;

/**
 * Finds under which addresses a folder speaks of one chat, for whoever asks may know another than
 * its files use.
 */
final class Aliases {
    private final Units opener;
    private long seen;
    private Set<Entry.Link> links;

    Aliases(Units opener) {
        this.opener = opener;
    }

    Set<Jid> of(Jid chat, List<Unit> units) throws SourceException {
        if (!Jids.direct(chat)) {
            return Set.of(chat); // a group has one address
        }
        Set<Jid> aliases = new HashSet<>(Set.of(chat));
        Set<Entry.Link> all = links(units);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Entry.Link link : all) {
                if (aliases.contains(link.phone()) || aliases.contains(link.alias())) {
                    grew |= aliases.add(link.phone()) | aliases.add(link.alias());
                }
            }
        }
        return aliases;
    }

    private synchronized Set<Entry.Link> links(List<Unit> units) throws SourceException {
        long now = new Fingerprints(units).upTo(units.size() - 1);
        if (links == null || seen != now) {
            Set<Entry.Link> found = new HashSet<>();
            for (Unit unit : units) {
                collect(unit, found);
            }
            links = found;
            seen = now;
        }
        return links;
    }

    private void collect(Unit unit, Set<Entry.Link> found) {
        try (Pieces pieces = opener.openWithoutMessages(unit)) {
            Optional<Piece> piece = pieces.next();
            while (piece.isPresent()) {
                if (piece.get() instanceof Piece.Told told
                        && told.entry() instanceof Entry.Link link) {
                    found.add(link);
                }
                piece = pieces.next();
            }
        } catch (IOException e) {
            // told when the file itself is read
        }
    }
}
