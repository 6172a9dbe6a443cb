package org.example.backscroll.jsonl;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code source add jsonl NAME file=…} takes. */
@ObjectClassDefinition(
        name = "JSON Lines",
        description = "A file with one message or chat a line, in the order of time.")
@interface JsonLinesConfig {
    /** The file. */
    @AttributeDefinition(name = "File", description = "The file to read, a path.")
    String file() default "";
}
