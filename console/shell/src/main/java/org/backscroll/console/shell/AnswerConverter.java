package org.backscroll.console.shell;

import java.time.ZoneId;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.backscroll.formats.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Prints what our commands return: as tables, or as JSON when the process was asked for it. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.backscroll.console.shell.Answer")
public final class AnswerConverter implements Converter {
    private final Services services;

    /** With what tells how the process was started. */
    @Activate
    public AnswerConverter(@Reference(name = "services") Services services) {
        this.services = services;
    }

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (!(target instanceof Answer answer)) {
            return null;
        }
        if (Console.wantsJson(services)) {
            return Json.toString(answer::json);
        }
        CommandSession session = escape instanceof CommandSession s ? s : null;
        int columns = Console.columns(services, session);
        return answer.text(new Screen(columns, ZoneId.systemDefault())).stripTrailing();
    }
}
