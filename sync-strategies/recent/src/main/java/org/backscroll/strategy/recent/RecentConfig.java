package org.backscroll.strategy.recent;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What RECENT fetches where nothing is known yet. */
@ObjectClassDefinition(
        name = "Backscroll Recent Strategy",
        description = "What RECENT fetches from an archive of which nothing is known yet.")
@interface RecentConfig {
    /** Component property {@code window.days}. */
    @AttributeDefinition(
            name = "Window",
            description = "How far back to go. Unit: days. Default: 90.",
            min = "1")
    int window_days() default 90;

    /** Component property {@code per.chat}. */
    @AttributeDefinition(
            name = "Messages of each chat",
            description =
                    "How many messages of each chat are enough, where the server can count by chat. Unit:"
                            + " messages. Default: 100.",
            min = "1")
    int per_chat() default 100;
}
