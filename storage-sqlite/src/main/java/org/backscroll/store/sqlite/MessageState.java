package org.backscroll.store.sqlite;

import java.util.Comparator;
import java.util.Objects;
import org.backscroll.api.Media;

/**
 * All that is known of one message, save its reactions: a value of a join semilattice. {@link
 * #join} is commutative, associative and idempotent, and everything that is ever told of a message
 * (a report, an edit, a revocation, a receipt, a stored row, another row of what a link shows to be
 * the same message) becomes a state and is joined. That is why the order of arrival does not
 * matter.
 */
final class MessageState {
    static final int STATUS_MASK = 7;
    static final int HAS_ORDER = 8;
    static final int STARRED = 16;
    static final int DELETED = 32;
    static final int TYPE_SHIFT = 6;

    private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Whether the message itself is known, or only something about it. */
    boolean present;

    /** When it was sent, in epoch milliseconds, as the source says. */
    long timestamp;

    /** How exact that is: then, or less than so many milliseconds later. */
    long precision;

    boolean hasOrder;
    long order;

    /** The type's name. */
    String type;

    /** What is to be read now: of the newest edit, else as sent; {@code null} for none. */
    String text;

    String quoted;
    boolean edited;
    long editedAt;
    String editQuoted;
    boolean deleted;
    boolean starred;

    /** 0 for none, see {@link Stored#status(int)}. */
    int status;

    Media media;

    static MessageState edit(long at, String text, String quoted) {
        MessageState state = new MessageState();
        state.edited = true;
        state.editedAt = at;
        state.text = text;
        state.editQuoted = quoted;
        return state;
    }

    static MessageState tombstone() {
        MessageState state = new MessageState();
        state.deleted = true;
        return state;
    }

    static MessageState receipt(int status) {
        MessageState state = new MessageState();
        state.status = status;
        return state;
    }

    /**
     * Takes in what another state knows.
     *
     * @return whether anything changed
     */
    boolean join(MessageState other) {
        MessageState before = copy();
        joinText(other);
        joinSent(other);
        quoted = greater(quoted, other.quoted);
        deleted |= other.deleted;
        starred |= other.starred;
        status = Math.max(status, other.status);
        media = MediaText.join(media, other.media);
        if (deleted) {
            text = null;
            media = null;
        }
        return !equals(before);
    }

    private void joinSent(MessageState other) {
        if (!other.present) {
            return;
        }
        if (!present) {
            timestamp = other.timestamp;
            precision = other.precision;
            hasOrder = other.hasOrder;
            order = other.order;
            type = other.type;
        } else {
            // A believable time beats one that cannot be: then the sort time only ever grows.
            int bySort = Long.compare(Stored.sort(timestamp), Stored.sort(other.timestamp));
            if (bySort < 0 || bySort == 0 && timestamp < other.timestamp) {
                timestamp = other.timestamp;
            }
            // An export made before exactness was told says less than one made since.
            precision = Math.max(precision, other.precision);
            if (other.hasOrder && (!hasOrder || order < other.order)) {
                hasOrder = true;
                order = other.order;
            }
            if (rank(type).compareTo(rank(other.type)) < 0) {
                type = other.type;
            }
        }
        present = true;
    }

    /** The newest edit wins; of two at the same time the greater; as sent only without any. */
    private void joinText(MessageState other) {
        int newer = Boolean.compare(edited, other.edited);
        if (newer == 0 && edited) {
            newer = Long.compare(editedAt, other.editedAt);
            if (newer == 0) {
                newer = TEXT.compare(editQuoted, other.editQuoted);
            }
        }
        if (newer == 0) {
            text = greater(text, other.text);
        } else if (newer < 0) {
            edited = true;
            editedAt = other.editedAt;
            editQuoted = other.editQuoted;
            text = other.text;
        }
    }

    /** What a source could not read gives way to what another one could. */
    private static String rank(String type) {
        return type.equals("unknown") ? "" : type;
    }

    private static String greater(String one, String other) {
        return TEXT.compare(one, other) >= 0 ? one : other;
    }

    long sort() {
        return Stored.sort(timestamp);
    }

    /** The time as sent, where it is not what the message sorts as. */
    Long sent() {
        return sort() == timestamp ? null : Long.valueOf(timestamp);
    }

    int bits(int typeNumber) {
        return status
                | (hasOrder ? HAS_ORDER : 0)
                | (starred ? STARRED : 0)
                | (deleted ? DELETED : 0)
                | typeNumber << TYPE_SHIFT;
    }

    MessageState copy() {
        MessageState copy = new MessageState();
        copy.present = present;
        copy.timestamp = timestamp;
        copy.precision = precision;
        copy.hasOrder = hasOrder;
        copy.order = order;
        copy.type = type;
        copy.text = text;
        copy.quoted = quoted;
        copy.edited = edited;
        copy.editedAt = editedAt;
        copy.editQuoted = editQuoted;
        copy.deleted = deleted;
        copy.starred = starred;
        copy.status = status;
        copy.media = media;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageState that
                && present == that.present
                && timestamp == that.timestamp
                && precision == that.precision
                && hasOrder == that.hasOrder
                && order == that.order
                && Objects.equals(type, that.type)
                && Objects.equals(text, that.text)
                && Objects.equals(quoted, that.quoted)
                && edited == that.edited
                && editedAt == that.editedAt
                && Objects.equals(editQuoted, that.editQuoted)
                && deleted == that.deleted
                && starred == that.starred
                && status == that.status
                && Objects.equals(media, that.media);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timestamp, order, text);
    }
}
