package org.backscroll.sample;

import java.util.List;
import java.util.Optional;

/**
 * A chat to be filled.
 *
 * @param number its rank, the busiest and newest first
 * @param jid the address its records use
 * @param name a group's name
 * @param people everybody in it but the owner
 * @param messages how many messages it has
 * @param last when the newest was sent, in epoch seconds
 */
record Chat(
        int number,
        String jid,
        Optional<String> name,
        List<Person> people,
        Language language,
        int messages,
        long last) {
    boolean group() {
        return name.isPresent();
    }

    /** Nobody writes in it for years: such chats are archived. */
    boolean archived() {
        return number % 9 == 7;
    }

    boolean muted() {
        return group() && number % 5 == 1;
    }

    boolean pinned() {
        return number < 3;
    }

    boolean markedUnread() {
        return number % 13 == 6;
    }

    int unread() {
        return archived() || number % 4 == 3 ? 0 : Math.min(messages, number % 7);
    }
}
