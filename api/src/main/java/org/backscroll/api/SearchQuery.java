package org.backscroll.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to search for. Words as people type them: all must occur; {@code "a phrase"}, {@code beg*},
 * {@code AND}, {@code OR}, {@code NOT} or {@code -word}, and parentheses are understood; accents
 * and case do not matter; no text is a syntax error.
 */
public final class SearchQuery {
    private final String words;
    private final Optional<Jid> chat;
    private final Optional<Jid> from;
    private final Optional<Instant> since;
    private final Optional<Instant> until;
    private final Set<MessageType> types;
    private final int limit;

    private SearchQuery(Builder builder) {
        words = builder.words;
        chat = builder.chat;
        from = builder.from;
        since = builder.since;
        until = builder.until;
        types = builder.types;
        limit = builder.limit;
    }

    /** A builder of a query for words anywhere, for as many hits as there may be. */
    public static Builder builder(String words) {
        return new Builder(words);
    }

    /** Words anywhere. */
    public static SearchQuery of(String words, int limit) {
        return builder(words).limit(limit).build();
    }

    /** What to look for; blank finds nothing. */
    public String words() {
        return words;
    }

    /** Only in this chat, named by any of its addresses. */
    public Optional<Jid> chat() {
        return chat;
    }

    /** Only by this sender, named by any of their addresses. */
    public Optional<Jid> from() {
        return from;
    }

    /** Only at or after. */
    public Optional<Instant> since() {
        return since;
    }

    /** Only before. */
    public Optional<Instant> until() {
        return until;
    }

    /** Only of these types; empty for any. */
    public Set<MessageType> types() {
        return types;
    }

    /** How many hits at most, 1 to 1,000. */
    public int limit() {
        return limit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchQuery that
                && words.equals(that.words)
                && chat.equals(that.chat)
                && from.equals(that.from)
                && since.equals(that.since)
                && until.equals(that.until)
                && types.equals(that.types)
                && limit == that.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, chat, from, since, until, types, limit);
    }

    /** Without the words, which may be as private as what they find. */
    @Override
    public String toString() {
        return "SearchQuery[" + words.length() + " characters, limit " + limit + "]";
    }

    /** Collects what is looked for. Not thread-safe. */
    public static final class Builder {
        private final String words;
        private Optional<Jid> chat = Optional.empty();
        private Optional<Jid> from = Optional.empty();
        private Optional<Instant> since = Optional.empty();
        private Optional<Instant> until = Optional.empty();
        private Set<MessageType> types = Set.of();
        private int limit = MessageQuery.MAX_LIMIT;

        private Builder(String words) {
            this.words = Objects.requireNonNull(words, "words");
        }

        /** See {@link SearchQuery#chat()}. */
        public Builder chat(Jid value) {
            chat = Optional.of(value);
            return this;
        }

        /** See {@link SearchQuery#from()}. */
        public Builder from(Jid value) {
            from = Optional.of(value);
            return this;
        }

        /** See {@link SearchQuery#since()}. */
        public Builder since(Instant value) {
            since = Optional.of(value);
            return this;
        }

        /** See {@link SearchQuery#until()}. */
        public Builder until(Instant value) {
            until = Optional.of(value);
            return this;
        }

        /** See {@link SearchQuery#types()}. */
        public Builder types(Set<MessageType> values) {
            types = Set.copyOf(values);
            return this;
        }

        /** See {@link SearchQuery#limit()}. */
        public Builder limit(int value) {
            limit = value;
            return this;
        }

        /**
         * The query.
         *
         * @throws IllegalArgumentException if the limit is out of range
         */
        public SearchQuery build() {
            if (limit < 1 || limit > MessageQuery.MAX_LIMIT) {
                throw new IllegalArgumentException(
                        "the limit is a number from 1 to " + MessageQuery.MAX_LIMIT);
            }
            return new SearchQuery(this);
        }
    }
}
