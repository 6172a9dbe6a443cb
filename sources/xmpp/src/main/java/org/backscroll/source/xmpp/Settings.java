package org.backscroll.source.xmpp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.backscroll.api.Jid;

/**
 * What was configured, checked.
 *
 * @param jid the account's bare address
 * @param host where to connect to; empty to ask the DNS
 * @param plain whether to do without TLS
 * @param rooms the bare addresses of rooms to read
 * @param nick the account's name in rooms
 * @param pageSize how many messages to ask for at once
 * @param patience how long to wait for an answer, in milliseconds
 */
record Settings(
        Jid jid,
        String password,
        String host,
        int port,
        boolean plain,
        List<Jid> rooms,
        String nick,
        int pageSize,
        int patience) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /**
     * @throws IllegalArgumentException with what to do
     */
    static Settings of(XmppConfig config) {
        if (config.jid() == null || config.jid().isBlank()) {
            throw new IllegalArgumentException("no address is set; add jid=ADDRESS to the source");
        }
        if (config._password() == null || config._password().isEmpty()) {
            throw new IllegalArgumentException(
                    "no password is set; add password=PASSWORD to the source");
        }
        if (config.plain() && !LOOPBACK.contains(config.host())) {
            throw new IllegalArgumentException(
                    "plain=true is for this machine's own server only; set host=127.0.0.1 or leave"
                            + " plain out");
        }
        Jid jid = bare(config.jid());
        if (jid.user().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + jid + "' is no account's address; one looks like alice@example.org");
        }
        List<Jid> rooms =
                config.rooms() == null
                        ? List.of()
                        : Arrays.stream(config.rooms())
                                .flatMap(line -> Arrays.stream(line.split("[,\\s]+")))
                                .filter(room -> !room.isBlank())
                                .map(Settings::bare)
                                .distinct()
                                .toList();
        return new Settings(
                jid,
                config._password(),
                config.host() == null ? "" : config.host().strip(),
                config.port(),
                config.plain(),
                rooms,
                config.nick() == null || config.nick().isBlank() ? jid.user() : config.nick(),
                Math.max(1, config.page_size()),
                Math.max(100, config.reply_timeout()));
    }

    private static Jid bare(String text) {
        return Addresses.bare(Jid.of(text.strip()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Settings[" + jid + "]";
    }
}
