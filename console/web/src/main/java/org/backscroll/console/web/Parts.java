package org.backscroll.console.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The services that are there now, with their properties. What it got it does not give back: giving
 * back would end parts that live only as long as somebody uses them.
 */
final class Parts {
    private final BundleContext context;

    Parts(BundleContext context) {
        this.context = context;
    }

    /**
     * A service.
     *
     * @param reference what tells its properties
     * @param service itself
     */
    record Part<T>(ServiceReference<T> reference, T service) {
        /** A property as text; empty if it has none. */
        String text(String property) {
            Object value = reference.getProperty(property);
            return value == null ? "" : value.toString();
        }
    }

    /** Those of a kind, those that rank highest first. */
    <T> List<Part<T>> all(Class<T> type) {
        return references(type).stream()
                .sorted(Comparator.reverseOrder())
                .flatMap(
                        reference ->
                                Optional.ofNullable(context.getService(reference))
                                        .map(service -> new Part<>(reference, service))
                                        .stream())
                .toList();
    }

    private <T> Collection<ServiceReference<T>> references(Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter to be wrong
        }
    }
}
