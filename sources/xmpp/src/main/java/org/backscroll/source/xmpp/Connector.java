package org.backscroll.source.xmpp;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backscroll.api.source.SourceException;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.java7.XmppHostnameVerifier;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.stax.StaxXmlPullParserFactory;
import org.jxmpp.stringprep.XmppStringprepException;

/** Signs in to the server: by TLS, and with SCRAM, which never shows it the password. */
final class Connector {
    /** Held, or its level would be forgotten. What it warns of is told by what we throw. */
    private static final Logger SMACK = Logger.getLogger("org.jivesoftware.smack");

    static {
        SMACK.setLevel(Level.SEVERE);
        // Smack would look its parser up by the thread's class loader, which is not the bundle's.
        SmackXmlParser.setXmlPullParserFactory(new StaxXmlPullParserFactory());
        ProviderManager.addExtensionProvider("result", Names.ARCHIVE, new Payload.Parts());
        ProviderManager.addExtensionProvider("x", Names.ROOM_USER, new Payload.Parts());
        ProviderManager.addIQProvider("fin", Names.ARCHIVE, new Payload.Requests());
        ProviderManager.addIQProvider("query", Names.FEATURES, new Payload.Requests());
        ProviderManager.addIQProvider("query", Names.ROSTER, new Payload.Requests());
        ProviderManager.addIQProvider("vCard", Names.CARD, new Payload.Requests());
    }

    private final Settings settings;
    private final Failures failures;

    Connector(Settings settings) {
        this.settings = settings;
        failures = new Failures(settings);
    }

    /** A connection that is signed in and unseen: it has sent no presence. */
    Link connect() throws SourceException, InterruptedException {
        XMPPTCPConnection connection = new XMPPTCPConnection(configuration());
        connection.setUseStreamManagement(false);
        connection.setReplyTimeout(settings.patience());
        try {
            connection.connect();
            connection.login();
            return new Link(connection, settings, failures);
        } catch (InterruptedException e) {
            connection.instantShutdown();
            throw e;
        } catch (SmackException | XMPPException | IOException | RuntimeException e) {
            connection.instantShutdown();
            throw failures.connecting(e);
        }
    }

    private XMPPTCPConnectionConfiguration configuration() throws SourceException {
        try {
            XMPPTCPConnectionConfiguration.Builder builder =
                    XMPPTCPConnectionConfiguration.builder()
                            .setUsernameAndPassword(settings.jid().user(), settings.password())
                            .setXmppDomain(settings.jid().server())
                            .addEnabledSaslMechanism("SCRAM-SHA-1")
                            .setSecurityMode(
                                    settings.plain()
                                            ? SecurityMode.disabled
                                            : SecurityMode.required)
                            .setHostnameVerifier(new XmppHostnameVerifier())
                            .setSocketFactory(new QuickSockets())
                            .setConnectTimeout(settings.patience())
                            .setCompressionEnabled(false)
                            .setSendPresence(false);
            if (!settings.host().isEmpty()) {
                builder.setHost(settings.host()).setPort(settings.port());
            }
            return builder.build();
        } catch (XmppStringprepException e) {
            throw new SourceException.Permanent(
                    "'" + settings.jid() + "' is not an XMPP address; check jid", e);
        }
    }
}
