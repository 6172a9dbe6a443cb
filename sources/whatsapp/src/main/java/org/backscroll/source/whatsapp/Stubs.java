package org.backscroll.source.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backscroll.api.MessageType;

/** Says in words what a message stands for that the service wrote. */
final class Stubs {
    static final int REVOKE = 1;
    static final int CIPHERTEXT = 2;
    static final int ADMIN_REVOKE = 132;
    private static final int EPHEMERAL = 72;

    /** Those that say nothing of their own. */
    private static final Set<Integer> SILENT = Set.of(REVOKE, CIPHERTEXT, ADMIN_REVOKE);

    private static final Set<Integer> CALLS = Set.of(40, 41, 45, 46, 162, 169, 170, 181, 184);

    /** What each says; a colon at the end goes with whom or what it is about, if that is known. */
    private static final Map<Integer, String> TEXTS =
            Map.ofEntries(
                    Map.entry(3, "A message for a later version of WhatsApp"),
                    Map.entry(20, "Group created:"),
                    Map.entry(21, "Subject changed:"),
                    Map.entry(22, "Group picture changed"),
                    Map.entry(23, "Invitation link of the group changed"),
                    Map.entry(24, "Description changed:"),
                    Map.entry(25, "Who may change the group's settings was changed"),
                    Map.entry(26, "Who may write in the group was changed"),
                    Map.entry(27, "Added:"),
                    Map.entry(28, "Removed:"),
                    Map.entry(29, "Made admin:"),
                    Map.entry(30, "No longer admin:"),
                    Map.entry(31, "Joined by invitation:"),
                    Map.entry(32, "Left:"),
                    Map.entry(33, "Number changed:"),
                    Map.entry(34, "Broadcast list created"),
                    Map.entry(35, "Added to the broadcast list:"),
                    Map.entry(36, "Removed from the broadcast list:"),
                    Map.entry(38, "Security code changed:"),
                    Map.entry(39, "Messages and calls are end-to-end encrypted"),
                    Map.entry(40, "Missed voice call"),
                    Map.entry(41, "Missed video call"),
                    Map.entry(42, "Number changed:"),
                    Map.entry(43, "Group deleted"),
                    Map.entry(45, "Missed group voice call"),
                    Map.entry(46, "Missed group video call"),
                    Map.entry(47, "A payment"),
                    Map.entry(49, "Payment failed"),
                    Map.entry(50, "Payment refunded"),
                    Map.entry(51, "Refund failed"),
                    Map.entry(57, "Payment request declined"),
                    Map.entry(58, "Payment request expired"),
                    Map.entry(59, "Payment request cancelled"),
                    Map.entry(64, "Business name changed:"),
                    Map.entry(68, "A message too large to show"),
                    Map.entry(69, "Whether often forwarded messages may be sent was changed"),
                    Map.entry(70, "Invited:"),
                    Map.entry(71, "Asked to join:"),
                    Map.entry(73, "Security code changed, on another device:"),
                    Map.entry(74, "A message that could be viewed once was opened"),
                    Map.entry(75, "Messages and calls are end-to-end encrypted now"),
                    Map.entry(122, "Contact blocked or unblocked"),
                    Map.entry(130, "Disappearing messages by default"),
                    Map.entry(134, "Group joined a community:"),
                    Map.entry(136, "Group added to the community:"),
                    Map.entry(137, "Group left its community:"),
                    Map.entry(139, "Group removed from the community:"),
                    Map.entry(140, "Joined by invitation:"),
                    Map.entry(141, "Joined from the community:"),
                    Map.entry(142, "Community created:"),
                    Map.entry(143, "Kept a message"),
                    Map.entry(144, "Asks to join:"),
                    Map.entry(145, "Whether admins approve new members was changed"),
                    Map.entry(147, "Made admin of the community:"),
                    Map.entry(148, "No longer admin of the community:"),
                    Map.entry(149, "Community deleted"),
                    Map.entry(156, "Poll created:"),
                    Map.entry(158, "Name of the community changed:"),
                    Map.entry(162, "Planned call started"),
                    Map.entry(169, "Silenced voice call of an unknown caller"),
                    Map.entry(170, "Silenced video call of an unknown caller"),
                    Map.entry(171, "Who may add members was changed"),
                    Map.entry(172, "Asks to add:"),
                    Map.entry(173, "Description of the community changed:"),
                    Map.entry(177, "Pinned a message"),
                    Map.entry(181, "Group call started"),
                    Map.entry(184, "Planned call cancelled"),
                    Map.entry(193, "Username changed:"),
                    Map.entry(203, "Group closed"),
                    Map.entry(205, "Event changed:"),
                    Map.entry(206, "Event cancelled:"),
                    Map.entry(207, "Owner of the community changed:"),
                    Map.entry(210, "Mentioned in a status"),
                    Map.entry(213, "Identity changed:"),
                    Map.entry(216, "Advanced chat privacy changed"));

    private Stubs() {}

    static MessageType type(int stub) {
        if (SILENT.contains(stub)) {
            return MessageType.UNKNOWN;
        }
        return CALLS.contains(stub) ? MessageType.CALL : MessageType.SYSTEM;
    }

    /** A short English text; empty where there is nothing to say. */
    static String text(int stub, List<String> parameters) {
        if (SILENT.contains(stub)) {
            return "";
        }
        if (stub == EPHEMERAL) {
            return disappearing(parameters);
        }
        String text = TEXTS.getOrDefault(stub, "System message " + stub + ":");
        if (!text.endsWith(":")) {
            return text;
        }
        String about = about(parameters);
        return about.isBlank() ? text.substring(0, text.length() - 1) : text + " " + about;
    }

    /** How long messages stay, in seconds; "0" or nothing for ever. */
    static String disappearing(List<String> parameters) {
        boolean off = parameters.isEmpty() || parameters.get(0).equals("0");
        return off
                ? "Disappearing messages turned off"
                : "Disappearing messages: " + parameters.get(0) + " seconds";
    }

    /** People by the addresses they are known by, other words as they are. */
    private static String about(List<String> parameters) {
        List<String> shown = new ArrayList<>();
        for (String parameter : parameters) {
            try {
                shown.add(Jids.normalise(parameter).value());
            } catch (MalformedException notAnAddress) {
                shown.add(parameter);
            }
        }
        return String.join(", ", shown);
    }
}
