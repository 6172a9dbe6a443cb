package org.backscroll.source.whatsapp;

import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.MessageType;

/** Says in words what a message stands for that the service wrote. */
final class Stubs {
    static final int REVOKE = 1;
    static final int CIPHERTEXT = 2;
    static final int ADMIN_REVOKE = 132;
    private static final int MISSED_VOICE = 40;
    private static final int MISSED_VIDEO = 41;

    private Stubs() {}

    static MessageType type(int stub) {
        return switch (stub) {
            case CIPHERTEXT, REVOKE, ADMIN_REVOKE -> MessageType.UNKNOWN;
            case MISSED_VOICE, MISSED_VIDEO -> MessageType.CALL;
            default -> MessageType.SYSTEM;
        };
    }

    /** A short English text; empty where there is nothing to say. */
    static String text(int stub, List<String> parameters) {
        String who = people(parameters);
        return switch (stub) {
            case CIPHERTEXT, REVOKE, ADMIN_REVOKE -> "";
            case 20 -> "Group created" + quoted(parameters);
            case 21 -> "Subject changed" + quoted(parameters);
            case 22 -> "Group picture changed";
            case 27 -> "Added: " + who;
            case 28 -> "Removed: " + who;
            case 29 -> "Made admin: " + who;
            case 30 -> "No longer admin: " + who;
            case 32 -> "Left: " + who;
            case MISSED_VOICE -> "Missed voice call";
            case MISSED_VIDEO -> "Missed video call";
            case 42 -> "Number changed: " + who;
            case 68 -> "A message too large to show";
            case 72 -> disappearing(parameters);
            case 213 -> "Identity changed: " + who;
            default -> "System message " + stub + (parameters.isEmpty() ? "" : ": " + who);
        };
    }

    private static String quoted(List<String> parameters) {
        return parameters.isEmpty() || parameters.get(0).isBlank() ? "" : ": " + parameters.get(0);
    }

    private static String disappearing(List<String> parameters) {
        boolean off = parameters.isEmpty() || parameters.get(0).equals("0");
        return off
                ? "Disappearing messages turned off"
                : "Disappearing messages: " + parameters.get(0) + " seconds";
    }

    private static String people(List<String> parameters) {
        List<String> shown = new ArrayList<>();
        for (String parameter : parameters) {
            try {
                shown.add(Jids.normalise(parameter).value());
            } catch (MalformedException notAnAddress) {
                shown.add(parameter);
            }
        }
        return shown.isEmpty() ? "somebody" : String.join(", ", shown);
    }
}
