package org.backscroll.strategy.ondemand;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What ON_DEMAND asks for. */
@ObjectClassDefinition(
        name = "Backscroll On-Demand Strategy",
        description = "What ON_DEMAND asks a source for.")
@interface OnDemandConfig {
    /** Component property {@code count}. */
    @AttributeDefinition(
            name = "Messages",
            description =
                    "How many messages to ask for when the caller does not say. Unit: messages. Default: 50.",
            min = "1")
    int count() default 50;
}
