package org.backscroll.source.xmpp;

import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.Jid;

/** Addresses in their normal form, so that one person's are equal. */
final class Addresses {
    /** RFC 7622, section 3.3.1. */
    private static final String NOT_IN_A_NAME = "\"&':<>";

    private Addresses() {}

    /** The address as it was written, in its normal form: upper case matters in a resource only. */
    static Jid normal(String text) {
        int slash = text.indexOf('/');
        String bare = slash < 0 ? text : text.substring(0, slash);
        String resource = slash < 0 ? "" : text.substring(slash);
        Jid jid = Jid.of(bare.toLowerCase(Locale.ROOT) + (resource.length() > 1 ? resource : ""));
        for (int i = bare.indexOf('@') - 1; i >= 0; i--) {
            if (NOT_IN_A_NAME.indexOf(bare.charAt(i)) >= 0) {
                throw new IllegalArgumentException("'" + text + "' is not an XMPP address");
            }
        }
        return jid;
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
