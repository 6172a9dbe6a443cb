package org.backscroll.source.whatsapp;

import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;

/** Says that two addresses belong to one person, where they can. */
final class Links {
    private Links() {}

    static Optional<Entry> of(Optional<Jid> phone, Optional<Jid> alias) {
        boolean two = phone.isPresent() && alias.isPresent() && !phone.equals(alias);
        boolean people = two && Jids.direct(phone.get()) && Jids.lid(alias.get());
        return people && !Jids.lid(phone.get())
                ? Optional.of(new Entry.Link(phone.get(), alias.get()))
                : Optional.empty();
    }
}
