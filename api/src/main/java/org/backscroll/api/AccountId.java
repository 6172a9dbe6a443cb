package org.backscroll.api;

import java.util.Objects;

/**
 * The local name of one account whose history is kept, for instance {@code phone}. Everything
 * stored belongs to exactly one account; accounts never see each other's data.
 *
 * @param value 1 to 255 characters, no control characters, no blanks at either end
 */
public record AccountId(String value) implements Comparable<AccountId> {

    /**
     * @throws IllegalArgumentException if the name breaks the rule above; the message says how
     */
    public AccountId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || !value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "an account's name must not be empty or begin or end with blanks");
        }
        if (value.length() > 255 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an account's name has at most 255 characters and no control characters");
        }
    }

    /** Same as the constructor. */
    public static AccountId of(String value) {
        return new AccountId(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
