package org.backscroll.source.whatsapp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What can be set of a WhatsApp source. */
@ObjectClassDefinition(
        name = "WhatsApp history",
        description =
                "Reads the history-sync chunks that a phone sent: from a folder of files, and from a"
                        + " spool that a client feeds.")
@interface WhatsAppConfig {
    @AttributeDefinition(
            name = "Folder",
            description =
                    "The folder of chunk files. Files named *.bin, *.enc (with the notification"
                            + " beside them) and *.pb are read, in the order of their names;"
                            + " folders within it are not, and nothing is changed. A path; required"
                            + " unless there is a spool.",
            required = false)
    String dir() default "";

    @AttributeDefinition(
            name = "Spool",
            description =
                    "A folder that a client feeds with the same kinds of files: each is read as"
                            + " soon as it is whole, and goes once it is stored. Made when it is"
                            + " not there. A path; none unless set.",
            required = false)
    String spool_dir() default "";

    @AttributeDefinition(
            name = "What becomes of spooled files",
            description =
                    "Once a file of the spool is stored it is deleted, or moved to the folder"
                            + " 'archive' in it. A file that could not all be read is moved to the"
                            + " folder 'damaged' either way. Default: delete.",
            options = {
                @Option(label = "Delete", value = "delete"),
                @Option(label = "Archive", value = "archive")
            },
            required = false)
    String spool_after() default "delete";

    @AttributeDefinition(
            name = "HTTP port",
            description =
                    "Clients may also post chunks into the spool, at http://127.0.0.1:PORT/history,"
                            + " while the source is followed or waits for an answer. 0 for none;"
                            + " the default.",
            min = "0",
            max = "65535",
            required = false)
    int http_port() default 0;

    @AttributeDefinition(
            name = "HTTP token",
            description =
                    "What a client has to send in the header 'Authorization: Bearer TOKEN' to post."
                            + " Empty for nothing; the default.",
            type = AttributeType.PASSWORD,
            required = false)
    String _http_token() default "";

    @AttributeDefinition(
            name = "Largest posted chunk",
            description = "What is larger is refused. Unit: MiB. Default: 64.",
            min = "1",
            max = "1024",
            required = false)
    int http_max_mib() default 64;

    @AttributeDefinition(
            name = "Outbox",
            description =
                    "The folder where questions to the phone are put, for the client that feeds the"
                            + " spool to send: ON_DEMAND asks for older messages of a chat. Made"
                            + " when it is not there. A path; nothing is asked unless set.",
            required = false)
    String outbox_dir() default "";

    @AttributeDefinition(
            name = "Patience",
            description = "How long the phone's answer is waited for. Unit: seconds. Default: 60.",
            min = "1",
            max = "86400",
            required = false)
    int answer_wait_seconds() default 60;

    @AttributeDefinition(
            name = "Largest file, inflated",
            description =
                    "Reading of a file stops when it inflates to more, in MiB: what a compression"
                            + " bomb would do. What was read until then is kept. Default 256.",
            min = "1",
            required = false)
    long inflated_max_mib() default 256;

    @AttributeDefinition(
            name = "Largest record",
            description =
                    "A message record that is larger is skipped and put into the quarantine, in"
                            + " KiB. Default 4096.",
            min = "1",
            max = "65536",
            required = false)
    int record_max_kib() default 4096;
}
