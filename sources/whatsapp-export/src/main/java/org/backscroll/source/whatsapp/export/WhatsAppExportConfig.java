package org.backscroll.source.whatsapp.export;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What can be set of a source of exported chats. */
@ObjectClassDefinition(
        name = "WhatsApp exported chats",
        description = "Reads chats that a person exported from WhatsApp as text, or as ZIP.")
@interface WhatsAppExportConfig {
    @AttributeDefinition(
            name = "File",
            description =
                    "One exported chat: a text file or the ZIP file with it. A path. Either this"
                            + " or a folder is required.",
            required = false)
    String file();

    @AttributeDefinition(
            name = "Folder",
            description =
                    "A folder of exported chats. Files named *.txt and *.zip are read, in the"
                            + " order of their names; folders within it are not. A path.",
            required = false)
    String dir();

    @AttributeDefinition(
            name = "Chat",
            description =
                    "The address of the chat, for one chat alone. Default: made of the chat's name,"
                            + " as the file is named.",
            required = false)
    String chat();

    @AttributeDefinition(
            name = "My name",
            description =
                    "The name or phone number under which the account's owner writes in the"
                            + " export. Default: nobody's.",
            required = false)
    String me();

    @AttributeDefinition(
            name = "Time zone",
            description =
                    "The zone of the phone that made the export, for instance Europe/Berlin."
                            + " Default: the system's.",
            required = false)
    String zone();

    @AttributeDefinition(
            name = "Order of dates",
            description =
                    "What comes first in a date, where the file itself does not tell. Default: as"
                            + " the system's locale has it.",
            required = false,
            options = {
                @Option(label = "the day", value = "dmy"),
                @Option(label = "the month", value = "mdy"),
                @Option(label = "the year", value = "ymd")
            })
    String dates();

    @AttributeDefinition(
            name = "Largest text, inflated",
            description =
                    "Reading of a chat stops when it inflates to more, in MiB: what a compression"
                            + " bomb would do. What was read until then is kept. Default 256.",
            min = "1",
            required = false)
    long inflated_max_mib() default 256;

    @AttributeDefinition(
            name = "Most files in a ZIP",
            description = "A ZIP file that holds more is not read. Default 100000.",
            min = "1",
            required = false)
    int zip_max_entries() default 100_000;

    @AttributeDefinition(
            name = "Largest message",
            description =
                    "A message that is larger is skipped and put into the quarantine, in KiB."
                            + " Default 1024.",
            min = "1",
            max = "65536",
            required = false)
    int record_max_kib() default 1024;
}
