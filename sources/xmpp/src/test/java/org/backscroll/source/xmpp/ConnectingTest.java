package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backscroll.api.Jid;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.prosody.Certificate;
import org.backscroll.prosody.Meddler;
import org.backscroll.prosody.Prosody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to a real server, and what is said when that fails. */
class ConnectingTest {
    @TempDir Path folder;

    @Test
    void probingSaysWhatIsThere() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            XmppSource source = Servers.source(server, "alice");

            SourceInfo info = source.probe();

            assertThat(info.summary()).isEqualTo("archive of alice@localhost; no TLS");
            assertThat(info.owner()).contains(Jid.of("alice@localhost"));
            assertThat(info.live()).isTrue();
            source.close();
        }
    }

    @Test
    void aWrongPasswordIsDeniedAndNeverTold() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            XmppSource source = Servers.source(server, "alice", "_password", "wr0ng-one");

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Denied.class)
                    .hasMessage(
                            "the server does not let alice@localhost in (not-authorized); check jid"
                                    + " and password")
                    .hasMessageNotContaining("wr0ng-one");
        }
    }

    @Test
    void aServerThatIsAwayMayComeBack() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            server.stop();
            XmppSource source = Servers.source(server, "alice");

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Transient.class)
                    .hasMessage("no server answers at 127.0.0.1:" + server.port());
            server.start();
            assertThat(source.probe().live()).isTrue();
            source.close();
        }
    }

    @Test
    void aServerThatKnowsSha256IsAskedForNothingLess() throws Exception {
        Servers.assume();
        try (Prosody server = Prosody.startWithSha256("alice")) {
            XmppSource source = Servers.source(server, "alice");
            XmppSource wrong = Servers.source(server, "alice", "_password", "wr0ng-one");

            assertThat(source.probe().owner()).contains(Jid.of("alice@localhost"));
            assertThatThrownBy(wrong::probe).isInstanceOf(SourceException.Denied.class);
            source.close();
        }
    }

    @Test
    void aServerThatOnlyTakesThePasswordItselfDoesNotGetIt() throws Exception {
        List<String> sent = new CopyOnWriteArrayList<>();
        try (Prosody server = Servers.start("alice");
                Meddler meddler =
                        new Meddler(
                                server.port(),
                                (request, client) -> {
                                    sent.add(request);
                                    client.send(
                                            "<stream:stream xmlns='jabber:client'"
                                                    + " xmlns:stream='http://etherx.jabber.org/streams'>"
                                                    + "<stream:features><mechanisms xmlns='"
                                                    + Names.SASL
                                                    + "'><mechanism>PLAIN</mechanism></mechanisms>"
                                                    + "</stream:features>");
                                    return "";
                                })) {
            XmppSource source =
                    Servers.source(Servers.config(server, "alice").with("port", meddler.port()));

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageContaining("no way to sign in that does not show it the password");
            assertThat(sent.get(0)).startsWith("<?xml");
            assertThat(String.join("", sent.subList(1, sent.size()))).isIn("", "</stream:stream>");
        }
    }

    @Test
    void whatIsNoXmppServerIsLeft() throws Exception {
        try (Prosody server = Servers.start("alice");
                Meddler web =
                        new Meddler(
                                server.port(),
                                (request, client) -> {
                                    client.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                                    return "";
                                });
                Meddler silent = new Meddler(server.port(), (request, client) -> "")) {
            for (Meddler other : List.of(web, silent)) {
                XmppSource source =
                        Servers.source(
                                Servers.config(server, "alice")
                                        .with("port", other.port())
                                        .with("reply_timeout", 500));

                assertThatThrownBy(source::probe)
                        .isInstanceOf(SourceException.Transient.class)
                        .hasMessageMatching("[^\n]+");
            }
        }
    }

    @Test
    void aServerOfAnotherDomainSaysSo() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            XmppSource source =
                    Servers.source(
                            Servers.config(server, "alice").with("jid", "alice@example.org"));

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessage(
                            "127.0.0.1:"
                                    + server.port()
                                    + " is not the server of example.org; check jid and host");
        }
    }

    @Test
    void aRoomWithoutAnArchiveIsNamed() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            XmppSource source = Servers.source(server, "alice", "rooms", "nobody@rooms.localhost");

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageStartingWith("nobody@rooms.localhost has no message archive");
            source.close();
        }
    }

    @Test
    void tlsIsUsedUnlessTheServerIsNotToBeTrusted() throws Exception {
        Certificate own = Certificate.make(folder, "localhost");
        try (Prosody server = withTls(own)) {
            TestConfig config = Servers.config(server, "alice").with("plain", false);

            XmppSource strange = Servers.source(config);
            assertThatThrownBy(strange::probe)
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageContaining("is not one for localhost that this machine trusts");
            XmppSource trusting = Servers.source(config);
            SourceInfo info = trusting(own.store(), trusting::probe);

            assertThat(info.summary()).endsWith("; TLS");
            trusting.close();
        }
    }

    @Test
    void aCertificateForAnotherServerIsRefused() throws Exception {
        Certificate own = Certificate.make(folder, "example.org");
        try (Prosody server = withTls(own)) {
            XmppSource source =
                    Servers.source(Servers.config(server, "alice").with("plain", false));

            assertThatThrownBy(() -> trusting(own.store(), source::probe))
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessageContaining("is not one for localhost that this machine trusts");
        }
    }

    @Test
    void aServerWithoutTlsIsSentNothing() throws Exception {
        try (Prosody server = Servers.start("alice")) {
            XmppSource source =
                    Servers.source(Servers.config(server, "alice").with("plain", false));

            assertThatThrownBy(source::probe)
                    .isInstanceOf(SourceException.Permanent.class)
                    .hasMessage(
                            "the server of alice@localhost offers no TLS; nothing was sent to it");
        }
    }

    @Test
    void whatIsMissingOrUnsafeInTheSettingsIsSaid() {
        assertThatThrownBy(() -> configured().probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessage("no address is set; add jid=ADDRESS to the source");
        assertThatThrownBy(() -> configured("jid", "a@b").probe())
                .hasMessage("no password is set; add password=PASSWORD to the source");
        assertThatThrownBy(() -> configured("jid", "no address", "_password", "x").probe())
                .hasMessageStartingWith("'no address' is not a JID");
        assertThatThrownBy(
                        () ->
                                Servers.source(
                                                new TestConfig()
                                                        .with("jid", "a@b")
                                                        .with("_password", "x")
                                                        .with("host", "example.org")
                                                        .with("plain", true))
                                        .probe())
                .hasMessageStartingWith("plain=true is for this machine's own server only");
        assertThat(Settings.of(configuration("jid", "a@b", "_password", "hidden").made()))
                .asString()
                .doesNotContain("hidden");
    }

    private static XmppSource configured(String... settings) {
        return new XmppSource(
                configuration(settings).made(), Map.of(HistorySource.ACCOUNT, "alice"));
    }

    private static TestConfig configuration(String... settings) {
        TestConfig config = new TestConfig();
        for (int i = 0; i < settings.length; i += 2) {
            config.with(settings[i], settings[i + 1]);
        }
        return config;
    }

    private interface Call<T> {
        T get() throws Exception;
    }

    private static <T> T trusting(Path store, Call<T> call) throws Exception {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", Prosody.PASSWORD);
        try {
            return call.get();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static Prosody withTls(Certificate certificate) throws Exception {
        return Servers.startWithTls(certificate.key(), certificate.certificate(), "alice");
    }
}
