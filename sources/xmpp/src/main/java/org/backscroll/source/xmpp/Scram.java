package org.backscroll.source.xmpp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One exchange of SCRAM (RFC 5802, RFC 7677): proves to the server that the password is known, and
 * has the server prove the same, without showing it.
 */
final class Scram {
    /** What is spoken, the best first. */
    static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1");

    /** RFC 7677, section 4: fewer would make the password easy to guess for who listens. */
    private static final int LEAST_ITERATIONS = 4_096;

    /** A server that asks for more wants to keep this machine busy. */
    private static final int MOST_ITERATIONS = 10_000_000;

    /** No channel is bound. */
    private static final String HEADER = "n,,";

    private final String algorithm;
    private final String password;
    private final String nonce;
    private final String firstBare;
    private byte[] serverSignature = {};

    /** The server is not what it says, or does not speak SCRAM. */
    static final class ForgedException extends Exception {
        private static final long serialVersionUID = 1L;

        ForgedException(String message) {
            super(message);
        }
    }

    /**
     * @param mechanism one of {@link #MECHANISMS}
     */
    Scram(String mechanism, String user, String password) {
        this(mechanism, user, password, nonce());
    }

    Scram(String mechanism, String user, String password, String nonce) {
        algorithm = mechanism.replace("SCRAM-SHA-", "SHA");
        this.password = password;
        this.nonce = nonce;
        firstBare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    private static String nonce() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What the client says first. */
    String first() {
        return HEADER + firstBare;
    }

    /** What the client answers to what the server says first. */
    String last(String serverFirst) throws ForgedException {
        Map<Character, String> said = parse(serverFirst);
        String both = said.getOrDefault('r', "");
        if (said.containsKey('m') || !both.startsWith(nonce) || both.length() == nonce.length()) {
            throw new ForgedException("it answers another question");
        }
        int iterations = iterations(said.getOrDefault('i', ""));
        byte[] salt = decode(said.getOrDefault('s', ""));
        if (salt.length == 0) {
            throw new ForgedException("it has no salt");
        }
        String withoutProof =
                "c="
                        + Base64.getEncoder()
                                .encodeToString(HEADER.getBytes(StandardCharsets.UTF_8))
                        + ",r="
                        + both;
        String all = firstBare + "," + serverFirst + "," + withoutProof;
        try {
            byte[] salted = salted(salt, iterations);
            byte[] clientKey = hmac(salted, "Client Key");
            MessageDigest digest = MessageDigest.getInstance(algorithm.replace("SHA", "SHA-"));
            byte[] proof = hmac(digest.digest(clientKey), all);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            serverSignature = hmac(hmac(salted, "Server Key"), all);
            return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java has these.
        }
    }

    /** Whether what the server says last proves that it knows the password too. */
    void verify(String serverLast) throws ForgedException {
        if (serverSignature.length == 0
                || !MessageDigest.isEqual(
                        serverSignature, decode(parse(serverLast).getOrDefault('v', "")))) {
            throw new ForgedException("it does not know the password");
        }
    }

    private static int iterations(String text) throws ForgedException {
        try {
            int iterations = Integer.parseInt(text);
            if (iterations >= LEAST_ITERATIONS && iterations <= MOST_ITERATIONS) {
                return iterations;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new ForgedException(
                "it wants the password hashed "
                        + (text.length() > 20 ? "too often" : text + " times"));
    }

    private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
        // RFC 4013: compatible forms are one, and so are all blanks.
        String prepared =
                Normalizer.normalize(password.replaceAll("\\p{Zs}", " "), Normalizer.Form.NFKC);
        int bits = 8 * Mac.getInstance("Hmac" + algorithm).getMacLength();
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + algorithm)
                .generateSecret(new PBEKeySpec(prepared.toCharArray(), salt, iterations, bits))
                .getEncoded();
    }

    private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + algorithm);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Character, String> parse(String text) {
        Map<Character, String> parts = new HashMap<>();
        for (String part : text.split(",")) {
            if (part.length() >= 2 && part.charAt(1) == '=') {
                parts.putIfAbsent(part.charAt(0), part.substring(2));
            }
        }
        return parts;
    }

    private static byte[] decode(String base64) throws ForgedException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ForgedException("what it says cannot be read");
        }
    }
}
