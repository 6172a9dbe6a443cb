package org.backscroll.peer.server;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of a server that is always there. */
@ObjectClassDefinition(
        name = "Backscroll peer server",
        description = "Serves what is stored to other Backscrolls over HTTP, as long as this runs.")
@interface PeerServerConfig {
    @AttributeDefinition(
            name = "Port",
            description = "Where to listen, a number; 0 for any port that is free. Default 8377.",
            min = "0",
            max = "65535",
            required = false)
    int port() default 8377;

    @AttributeDefinition(
            name = "Address",
            description =
                    "The address to listen at. Others than 127.0.0.1 are reached from other"
                            + " machines: put a reverse proxy with TLS before them. Default"
                            + " 127.0.0.1.",
            required = false)
    String bind() default "127.0.0.1";

    /** Component property {@code .token}: private, so that it is in no service's properties. */
    @AttributeDefinition(
            name = "Token",
            description =
                    "What who asks has to know, at least 16 characters without blanks. Required.",
            type = AttributeType.PASSWORD)
    String _token();

    @AttributeDefinition(
            name = "Accounts",
            description = "Which accounts are served, by name. Default: empty, for all.",
            required = false)
    String[] accounts() default {};
}
