package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** Looks whether the archives are there, and says so in a line. */
final class Probe {
    private final Link link;
    private final Settings settings;

    Probe(Link link) {
        this.link = link;
        settings = link.settings();
    }

    /**
     * @throws SourceException if the account or a room has no archive
     */
    SourceInfo run() throws SourceException, InterruptedException {
        List<String> found = new ArrayList<>();
        found.add(archive(settings.jid()));
        for (Jid room : settings.rooms()) {
            found.add(archive(room));
        }
        String how = link.isSecure() ? "TLS" : "no TLS";
        return new SourceInfo(
                String.join(", ", found) + "; " + how, Optional.of(settings.jid()), true);
    }

    private String archive(Jid whose) throws SourceException, InterruptedException {
        if (!link.features(whose).contains(Names.ARCHIVE)) {
            throw new SourceException.Permanent(
                    whose
                            + " has no message archive ("
                            + Names.ARCHIVE
                            + "); have archiving turned on at the server",
                    null);
        }
        return "archive of " + whose;
    }
}
