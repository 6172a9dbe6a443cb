package org.backscroll.api.store;

import java.util.Objects;
import org.backscroll.api.Jid;
import org.backscroll.api.source.AsOf;

/**
 * The best name known of a person.
 *
 * @param jid whose
 * @param name what
 * @param asOf how new it is
 */
public record PersonName(Jid jid, String name, AsOf asOf) {
    /** All parts are required. */
    public PersonName {
        Objects.requireNonNull(jid, "jid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(asOf, "asOf");
    }
}
