package org.backscroll.console.shell;

import java.lang.reflect.Array;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * A setting of a source, as metatype describes it.
 *
 * @param id its name in the configuration
 * @param description what it is, for a person
 * @param type one of {@link AttributeDefinition}'s
 * @param cardinality 0 for one value, else for a list
 * @param required whether a value must be given
 * @param options the values allowed; empty for any
 * @param check what metatype has to say about a value: a complaint, or nothing
 */
record Setting(
        String id,
        String description,
        int type,
        int cardinality,
        boolean required,
        List<String> options,
        UnaryOperator<String> check) {

    /** What people type: without the dot that keeps a setting out of the service properties. */
    String label() {
        return id.startsWith(".") ? id.substring(1) : id;
    }

    /** Whether its value is never shown. */
    boolean isSecret() {
        return type == AttributeDefinition.PASSWORD;
    }

    /** Whether its value is a path. */
    boolean isPath() {
        String label = label();
        return label.equals("dir")
                || label.equals("file")
                || label.endsWith(".dir")
                || label.endsWith(".file");
    }

    /** How it is shown in a usage line. */
    String usage() {
        String example = label() + "=" + label().toUpperCase(java.util.Locale.ROOT);
        return required ? example : "[" + example + "]";
    }

    /**
     * The typed value of a text.
     *
     * @param folder what paths are relative to
     * @throws IllegalArgumentException if it is not one; the message says what one is
     */
    Object value(String text, Path folder) {
        if (cardinality == 0) {
            return one(text, folder);
        }
        String[] parts = text.isEmpty() ? new String[0] : text.split(",");
        Object array = Array.newInstance(typeOfValues(), parts.length);
        for (int i = 0; i < parts.length; i++) {
            Array.set(array, i, one(parts[i].strip(), folder));
        }
        return array;
    }

    private Object one(String text, Path folder) {
        if (!options.isEmpty() && !options.contains(text)) {
            throw new IllegalArgumentException(
                    label() + " is one of " + String.join(", ", options));
        }
        Object value;
        try {
            value = isPath() ? path(text, folder) : converted(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(label() + " is a number, not '" + text + "'", e);
        }
        String complaint = check.apply(text);
        if (complaint != null && !complaint.isEmpty()) {
            throw new IllegalArgumentException(label() + ": " + complaint);
        }
        return value;
    }

    private String path(String text, Path folder) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(label() + " is empty; it takes a path");
        }
        try {
            // Shells leave a tilde alone when it stands behind an equals sign.
            String home = System.getProperty("user.home", "");
            String expanded = text.startsWith("~/") ? home + text.substring(1) : text;
            return folder.resolve(expanded).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(label() + " is not a path: " + e.getReason(), e);
        }
    }

    private Object converted(String text) {
        return switch (type) {
            case AttributeDefinition.INTEGER -> Integer.valueOf(text);
            case AttributeDefinition.LONG -> Long.valueOf(text);
            case AttributeDefinition.SHORT -> Short.valueOf(text);
            case AttributeDefinition.BYTE -> Byte.valueOf(text);
            case AttributeDefinition.DOUBLE -> Double.valueOf(text);
            case AttributeDefinition.FLOAT -> Float.valueOf(text);
            case AttributeDefinition.BOOLEAN -> bool(text);
            case AttributeDefinition.CHARACTER -> character(text);
            default -> text;
        };
    }

    private Boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(label() + " is true or false");
        }
        return Boolean.valueOf(text);
    }

    private Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(label() + " is one character");
        }
        return text.charAt(0);
    }

    private Class<?> typeOfValues() {
        return switch (type) {
            case AttributeDefinition.INTEGER -> Integer.class;
            case AttributeDefinition.LONG -> Long.class;
            case AttributeDefinition.SHORT -> Short.class;
            case AttributeDefinition.BYTE -> Byte.class;
            case AttributeDefinition.DOUBLE -> Double.class;
            case AttributeDefinition.FLOAT -> Float.class;
            case AttributeDefinition.BOOLEAN -> Boolean.class;
            case AttributeDefinition.CHARACTER -> Character.class;
            default -> String.class;
        };
    }
}
