package org.backscroll.source.whatsapp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of a WhatsApp source. */
@ObjectClassDefinition(
        name = "WhatsApp history",
        description = "Reads the history-sync chunks that a phone sent, from a folder of files.")
@interface WhatsAppConfig {
    @AttributeDefinition(
            name = "Folder",
            description =
                    "The folder of chunk files. Files named *.bin, *.enc (with the notification"
                            + " beside them) and *.pb are read, in the order of their names;"
                            + " folders within it are not. A path; required.")
    String dir();

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
