package org.backscroll.console.shell;

import java.util.Arrays;
import java.util.Optional;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets {@code stop} and its like take a bundle by its symbolic name, and by its id also where the
 * shell reads from a pipe, for Gogo brings its own converter only with the terminal.
 */
@Component(
        service = Converter.class,
        property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
    private final BundleContext framework;

    /** Called by Declarative Services. */
    @Activate
    public BundleConverter(BundleContext context) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    }

    @Override
    public Object convert(Class<?> type, Object in) {
        if (type != Bundle.class || !(in instanceof CharSequence text)) {
            return null;
        }
        return find(text.toString().strip()).orElse(null);
    }

    private Optional<Bundle> find(String name) {
        return name.matches("\\d{1,18}")
                ? Optional.ofNullable(framework.getBundle(Long.parseLong(name)))
                : Arrays.stream(framework.getBundles())
                        .filter(bundle -> name.equals(bundle.getSymbolicName()))
                        .findFirst();
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null; // printing bundles is Gogo's
    }
}
