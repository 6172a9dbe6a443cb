package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is asked for: the parts of a path and the parameters behind it, decoded.
 *
 * @param path without the slashes
 * @param parameters each once
 */
record Request(List<String> path, Map<String, String> parameters) {
    static Request of(HttpExchange exchange) throws Refusal {
        try {
            List<String> path = new ArrayList<>();
            for (String part : exchange.getRequestURI().getRawPath().substring(1).split("/", -1)) {
                path.add(URLDecoder.decode(part.replace("+", "%2B"), UTF_8));
            }
            Map<String, String> parameters = new HashMap<>();
            String query = exchange.getRequestURI().getRawQuery();
            for (String pair : query == null ? new String[0] : query.split("&")) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw Refusal.badRequest("a parameter looks like name=value");
                }
                String name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
                String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
                if (parameters.put(name, value) != null) {
                    throw Refusal.badRequest(name + " is given twice");
                }
            }
            return new Request(List.copyOf(path), Map.copyOf(parameters));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("the address is not encoded as addresses are");
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A parameter that is made of a text. */
    <T> Optional<T> value(String name, Function<String, T> maker) throws Refusal {
        Optional<String> text = text(name);
        try {
            return text.map(maker);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(name + " is not what it should be: " + e.getMessage());
        }
    }

    /** A number within bounds. */
    int number(String name, int otherwise, int most) throws Refusal {
        int number = value(name, Integer::valueOf).orElse(otherwise);
        if (number < 1 || number > most) {
            throw Refusal.badRequest(name + " is a number from 1 to " + most);
        }
        return number;
    }
}
