package org.backscroll.source.xmpp;

import java.util.Optional;
import org.backscroll.api.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Addresses in their normal form, so that one person's are equal. */
final class Addresses {
    private Addresses() {}

    /** The address as it was written, in its normal form. */
    static Jid normal(String text) {
        try {
            return Jid.of(JidCreate.from(text).toString());
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("'" + text + "' is not an XMPP address", e);
        }
    }

    /** Without its resource, in its normal form. */
    static Jid bare(Jid jid) {
        int slash = jid.value().indexOf('/');
        return normal(slash < 0 ? jid.value() : jid.value().substring(0, slash));
    }

    /** The resource, for instance the nickname in a room. */
    static Optional<String> resource(Jid jid) {
        int slash = jid.value().indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(jid.value().substring(slash + 1));
    }
}
