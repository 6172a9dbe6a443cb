package org.backscroll.source.peer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of another Backscroll as a source. */
@ObjectClassDefinition(
        name = "Another Backscroll",
        description = "Reads the history that another Backscroll serves over HTTP.")
@interface PeerConfig {
    @AttributeDefinition(
            name = "Address",
            description =
                    "Where it serves, as its command 'serve' tells, for instance"
                            + " http://127.0.0.1:8377. An address; required.")
    String url();

    /** Component property {@code .token}: private, so that it is in no service's properties. */
    @AttributeDefinition(
            name = "Token",
            description =
                    "What it wants to be told, a text. Either this or token.file is required.",
            type = AttributeType.PASSWORD,
            required = false)
    String _token() default "";

    @AttributeDefinition(
            name = "File of the token",
            description =
                    "A file that holds the token, which keeps it out of commands and out of this"
                            + " configuration. A path. Default: empty.",
            required = false)
    String token_file() default "";

    @AttributeDefinition(
            name = "Account there",
            description =
                    "What the account is called there. Default: empty, for the same name as here if"
                            + " there is one, else the only one that is served.",
            required = false)
    String remote_account() default "";

    @AttributeDefinition(
            name = "Longest wait",
            description = "How long an answer may take as a whole, in seconds. Default 30.",
            min = "1",
            max = "3600",
            required = false)
    int timeout_seconds() default 30;
}
