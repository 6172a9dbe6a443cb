package org.backscroll.console.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.store.HistoryStore;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Learns from Declarative Services why a store could not be opened. */
final class StoreFailure {
    private static final Pattern MESSAGE =
            Pattern.compile("^(?:Caused by: )?[\\w.$]*StoreException: (.+)$", Pattern.MULTILINE);

    private StoreFailure() {}

    /** Why the first store that could not be opened was not. */
    static Optional<String> of(ServiceComponentRuntime runtime) {
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (isStore(component)) {
                for (ComponentConfigurationDTO configuration :
                        runtime.getComponentConfigurationDTOs(component)) {
                    if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                        return Optional.of(message(configuration.failure));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a store is known that has not tried yet. */
    static boolean isOneOnItsWay(ServiceComponentRuntime runtime) {
        return runtime.getComponentDescriptionDTOs().stream().anyMatch(StoreFailure::isStore);
    }

    private static boolean isStore(ComponentDescriptionDTO component) {
        return component.properties != null
                && "true".equals(String.valueOf(component.properties.get(HistoryStore.COMPONENT)));
    }

    /** The store's own words in the text of a failure, else its first line. */
    static String message(String failure) {
        if (failure == null || failure.isBlank()) {
            return "the store could not be opened; the log says why";
        }
        Matcher matcher = MESSAGE.matcher(failure);
        return matcher.find()
                ? matcher.group(1).strip()
                : "the store could not be opened: " + failure.lines().findFirst().orElse("");
    }
}
