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

    /** Component property {@code anchors}. */
    @AttributeDefinition(
            name = "Anchors",
            description =
                    "How many of a chat's oldest messages are tried one after the other, when the source has no answer"
                            + " for the one before. Unit: messages. Default: 3.",
            min = "1",
            max = "100")
    int anchors() default 3;

    /** Component property {@code cooldown}. */
    @AttributeDefinition(
            name = "Cooldown",
            description =
                    "How long to leave a source that has to be asked for answers alone about one chat after a question"
                            + " about it. Unit: milliseconds. Default: 2000.",
            min = "0")
    long cooldown() default 2000;
}
