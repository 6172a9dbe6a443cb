package org.backscroll.sample;

import java.util.Optional;

/**
 * Somebody invented.
 *
 * @param jid the address by phone number
 * @param lid the other address, where a phone would show one
 */
record Person(String name, String jid, Optional<String> lid, Language language) {
    /** What others call them. */
    String shortName() {
        int blank = name.indexOf(' ');
        boolean familyFirst = language.code().equals("ja");
        if (blank < 0 || familyFirst) {
            return blank < 0 ? name : name.substring(0, blank);
        }
        return name.substring(0, blank);
    }
}
