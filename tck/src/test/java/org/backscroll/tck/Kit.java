package org.backscroll.tck;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs tests that are expected to fail. */
final class Kit {
    private Kit() {}

    static Events run(DiscoverySelector what) {
        return EngineTestKit.engine("junit-jupiter").selectors(what).execute().testEvents();
    }

    /** The names of the tests that failed. */
    static Set<String> failed(Events events) {
        Set<String> names = new TreeSet<>();
        events.failed().stream()
                .forEach(
                        event ->
                                names.add(
                                        ((MethodSource)
                                                        event.getTestDescriptor()
                                                                .getSource()
                                                                .orElseThrow())
                                                .getMethodName()));
        return names;
    }

    /** The names of all tests of a contract. */
    static Set<String> tests(Class<?> contract) {
        Set<String> names = new TreeSet<>();
        methods(contract)
                .filter(method -> method.isAnnotationPresent(Test.class))
                .forEach(method -> names.add(method.getName()));
        return names;
    }

    static Method method(Class<?> contract, String name) {
        return methods(contract)
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no test " + name));
    }

    private static Stream<Method> methods(Class<?> type) {
        return type == null
                ? Stream.of()
                : Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()), methods(type.getSuperclass()));
    }
}
