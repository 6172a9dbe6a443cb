package org.backscroll.store.sqlite;

import java.util.Objects;
import java.util.Properties;

/** What an encrypted database is opened with, or that there is nothing of the kind. Never shown. */
final class Key {
    /** The environment variable that gives it. */
    static final String VARIABLE = "BACKSCROLL_KEY";

    static final Key NONE = new Key("");

    private final String passphrase;

    private Key(String passphrase) {
        this.passphrase = passphrase;
    }

    /** Of a passphrase; an empty one or {@code null} is none. */
    static Key of(String passphrase) {
        return new Key(Objects.requireNonNullElse(passphrase, ""));
    }

    boolean isGiven() {
        return !passphrase.isEmpty();
    }

    /** Hands it to the driver, which quotes it and applies it before anything is read. */
    void addTo(Properties connection) {
        if (isGiven()) {
            connection.setProperty("password", passphrase);
        }
    }

    /** The statement that encrypts a plain database, or nothing at all without encryption. */
    String encrypting() {
        return "PRAGMA rekey = '" + passphrase.replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return isGiven() ? "a key" : "no key";
    }
}
