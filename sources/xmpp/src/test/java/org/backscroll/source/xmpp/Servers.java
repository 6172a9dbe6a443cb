package org.backscroll.source.xmpp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.backscroll.api.source.HistorySource;
import org.backscroll.prosody.Prosody;

/** Servers for tests, and sources that read them. Where Prosody is not installed, tests skip. */
final class Servers {
    private Servers() {}

    static Prosody start(String... users) throws Exception {
        assume();
        return Prosody.start(users);
    }

    static Prosody startWithTls(Path key, Path certificate, String... users) throws Exception {
        assume();
        return Prosody.startWithTls(key, certificate, users);
    }

    /** Skips where there is no server to start. */
    static void assume() {
        assumeTrue(
                Prosody.installed(),
                "Prosody is not installed (apt-get install prosody lua-dbi-sqlite3): skipped");
    }

    /** A source for a user of a server. */
    static XmppSource source(Prosody server, String user, String... settings) {
        return source(config(server, user, settings));
    }

    /** What a user would configure; pairs of settings change it. */
    static TestConfig config(Prosody server, String user, String... settings) {
        TestConfig config =
                new TestConfig()
                        .with("jid", user + "@localhost")
                        .with("_password", Prosody.PASSWORD)
                        .with("host", "127.0.0.1")
                        .with("port", server.port())
                        .with("plain", true);
        for (int i = 0; i < settings.length; i += 2) {
            config.with(settings[i], settings[i + 1]);
        }
        return config;
    }

    static XmppSource source(TestConfig config) {
        return new XmppSource(
                config.made(),
                Map.of(HistorySource.ACCOUNT, "alice", HistorySource.NAME, "server"));
    }
}
