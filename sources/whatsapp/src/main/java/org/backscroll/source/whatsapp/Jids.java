package org.backscroll.source.whatsapp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.Jid;

/** Makes one form of the many that WhatsApp writes an address in. */
final class Jids {
    static final Jid STATUS = Jid.of("status@broadcast");

    // user, then the agent and the device that a person's address may carry
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "([0-9A-Za-z.+-]+)(?:_([0-9]{1,3}))?(?::([0-9]{1,5}))?@([a-z][a-z0-9.-]*)");

    private static final int MAX_LENGTH = 128;

    private Jids() {}

    /**
     * An address without agent and device, on the server that people know.
     *
     * @throws MalformedException if it is none
     */
    static Jid normalise(String text) throws MalformedException {
        Matcher matcher = ADDRESS.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new MalformedException("an address is not well-formed");
        }
        String server = matcher.group(4);
        if (server.equals("c.us")) {
            server = "s.whatsapp.net";
        }
        return Jid.of(matcher.group(1) + "@" + server);
    }

    /** Same, where nothing is written as nothing. */
    static Optional<Jid> optional(String text) throws MalformedException {
        return text.isEmpty() ? Optional.empty() : Optional.of(normalise(text));
    }

    /** Whether a chat has two ends, so that what is not ours is the other's. */
    static boolean direct(Jid chat) {
        return switch (chat.server()) {
            case "s.whatsapp.net", "lid", "hosted", "hosted.lid" -> true;
            default -> false;
        };
    }

    static boolean lid(Jid jid) {
        return jid.server().equals("lid") || jid.server().equals("hosted.lid");
    }
}
