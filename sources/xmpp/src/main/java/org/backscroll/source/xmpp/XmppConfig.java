package org.backscroll.source.xmpp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of an XMPP source. */
@ObjectClassDefinition(
        name = "XMPP archive",
        description =
                "Reads the message archives (XEP-0313) of an XMPP account and of its rooms, and"
                        + " follows them live.")
@interface XmppConfig {
    @AttributeDefinition(
            name = "JID",
            description = "The account's address, for instance alice@example.org. Required.")
    String jid();

    /** Component property {@code .password}, which Declarative Services keeps to the component. */
    @AttributeDefinition(
            name = "Password",
            description = "The account's password. Never printed. Required.",
            type = AttributeType.PASSWORD)
    String _password();

    @AttributeDefinition(
            name = "Host",
            description =
                    "The server to connect to. Default: what the DNS says of the address's domain.",
            required = false)
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "The server's port, where a host is set. Default: 5222.",
            min = "1",
            max = "65535",
            required = false)
    int port() default 5222;

    @AttributeDefinition(
            name = "Without TLS",
            description =
                    "Connects without encryption, which is refused unless the host is this"
                            + " machine's own (127.0.0.1, ::1 or localhost). Default: false.",
            required = false)
    boolean plain() default false;

    @AttributeDefinition(
            name = "Rooms",
            description = "The addresses of rooms whose archives are read too.",
            required = false)
    String[] rooms() default {};

    @AttributeDefinition(
            name = "Nickname",
            description =
                    "The account's name in its rooms. Default: what stands before the @ of its"
                            + " address.",
            required = false)
    String nick() default "";

    /** Component property {@code page.size}. */
    @AttributeDefinition(
            name = "Page size",
            description =
                    "How many messages to ask the server for at once; it may give fewer. Unit:"
                            + " messages. Default: 250.",
            min = "1",
            max = "5000",
            required = false)
    int page_size() default 250;

    /** Component property {@code reply.timeout}. */
    @AttributeDefinition(
            name = "Patience",
            description =
                    "How long to wait for the server to connect or answer. Unit: milliseconds."
                            + " Default: 30000.",
            min = "100",
            required = false)
    int reply_timeout() default 30_000;
}
