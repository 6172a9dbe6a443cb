package org.backscroll.source.xmpp;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration as Declarative Services would make it: defaults, and what was set. */
final class TestConfig {
    private final Map<String, Object> set = new HashMap<>();

    TestConfig with(String name, Object value) {
        set.put(name, value);
        return this;
    }

    XmppConfig made() {
        return (XmppConfig)
                Proxy.newProxyInstance(
                        XmppConfig.class.getClassLoader(),
                        new Class<?>[] {XmppConfig.class},
                        (proxy, method, arguments) -> {
                            Object value = set.get(method.getName());
                            if (method.getReturnType() == String[].class
                                    && value instanceof String text) {
                                return new String[] {text};
                            }
                            if (method.getReturnType() == int.class
                                    && value instanceof String text) {
                                return Integer.valueOf(text);
                            }
                            return value == null ? method.getDefaultValue() : value;
                        });
    }
}
