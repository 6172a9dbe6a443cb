package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.Rejected;

/** Opens chunk files, remembering of each what it turned out to be. */
final class Units {
    private static final int REMEMBERED = 4096;

    private final AccountId account;
    private final Limits limits;
    private final Map<Unit, UnitHeader> headers = new LinkedHashMap<>(16, 0.75f, true);

    Units(AccountId account, Limits limits) {
        this.account = account;
        this.limits = limits;
    }

    /** A file's pieces if it belongs to a lane, of a folder or a spool; empty if to another. */
    Optional<Pieces> open(Unit unit, String lane) throws IOException {
        try {
            UnitHeader header = header(unit);
            return header.lane().equals(SpoolLanes.base(lane))
                    ? Optional.of(new UnitReader(unit, header, lane, account, limits, true))
                    : Optional.empty();
        } catch (AccessDeniedException e) {
            // its lane is not known either, so it is told once, with those that come first
            Rejected rejected =
                    new Rejected(
                            unit.name(), "all of it", "this user may not read it", new byte[0]);
            return SpoolLanes.base(lane).equals(Lanes.RECENT)
                    ? Optional.of(Pieces.only(new Piece.Bad(rejected, 256)))
                    : Optional.empty();
        }
    }

    /** The lane a file belongs to; a file that this user may not read belongs to the first. */
    String lane(Unit unit) throws IOException {
        try {
            return header(unit).lane();
        } catch (AccessDeniedException e) {
            return Lanes.RECENT;
        }
    }

    /** A file's pieces without its messages, whichever lane it belongs to. */
    Pieces openWithoutMessages(Unit unit) throws IOException {
        return new UnitReader(unit, header(unit), Lanes.RECENT, account, limits, false);
    }

    private UnitHeader header(Unit unit) throws IOException {
        synchronized (headers) {
            UnitHeader known = headers.get(unit);
            if (known != null) {
                return known;
            }
        }
        UnitHeader header = UnitHeader.read(unit, limits);
        synchronized (headers) {
            headers.put(unit, header);
            if (headers.size() > REMEMBERED) {
                headers.remove(headers.keySet().iterator().next());
            }
        }
        return header;
    }
}
