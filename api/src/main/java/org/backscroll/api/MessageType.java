package org.backscroll.api;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a message is, so that a list can show an icon and a search can filter. An open value: a
 * source may use a name of its own, and readers treat what they do not know as {@link #UNKNOWN}.
 *
 * @param name lower case letters, digits and underscores, beginning with a letter, at most 32
 */
public record MessageType(String name) {
    // before the constants, whose constructor needs it
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    /** Written text. */
    public static final MessageType TEXT = new MessageType("text");

    /** A picture, with its caption as text. */
    public static final MessageType IMAGE = new MessageType("image");

    /** A film, with its caption as text. */
    public static final MessageType VIDEO = new MessageType("video");

    /** Sound, voice notes included. */
    public static final MessageType AUDIO = new MessageType("audio");

    /** A file, with its caption as text. */
    public static final MessageType DOCUMENT = new MessageType("document");

    /** A sticker. */
    public static final MessageType STICKER = new MessageType("sticker");

    /** A place, with its name as text. */
    public static final MessageType LOCATION = new MessageType("location");

    /** One contact or several, with the names as text. */
    public static final MessageType CONTACT = new MessageType("contact");

    /** A poll, with its question as text. */
    public static final MessageType POLL = new MessageType("poll");

    /** A call, missed or taken. */
    public static final MessageType CALL = new MessageType("call");

    /** What the service itself wrote: somebody joined, the subject changed. */
    public static final MessageType SYSTEM = new MessageType("system");

    /** Something the source could not read, kept in its place. */
    public static final MessageType UNKNOWN = new MessageType("unknown");

    /**
     * @throws IllegalArgumentException if the name breaks the rule above
     */
    public MessageType {
        Objects.requireNonNull(name, "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a message type is named with small letters, digits and underscores, such as text");
        }
    }

    /** Those that have a name here. */
    public static List<MessageType> wellKnown() {
        return List.of(
                TEXT, IMAGE, VIDEO, AUDIO, DOCUMENT, STICKER, LOCATION, CONTACT, POLL, CALL, SYSTEM,
                UNKNOWN);
    }

    /** Same as the constructor. */
    public static MessageType of(String name) {
        return new MessageType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
