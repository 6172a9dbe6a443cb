package org.backscroll.source.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 and no salt (RFC 5869), which the JDK has only from version 25 on. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    /**
     * Derives key material.
     *
     * @param secret what to derive it from; not empty
     * @param info what it is for
     * @param length how many bytes, at most 255 times 32
     */
    static byte[] derive(byte[] secret, String info, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(new byte[HASH_LENGTH], HMAC));
        mac.init(new SecretKeySpec(mac.doFinal(secret), HMAC));
        byte[] material = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, count = 1; done < length; done += HASH_LENGTH, count++) {
            mac.update(block);
            mac.update(info.getBytes(StandardCharsets.US_ASCII));
            block = mac.doFinal(new byte[] {(byte) count});
            System.arraycopy(block, 0, material, done, Math.min(HASH_LENGTH, length - done));
        }
        Arrays.fill(block, (byte) 0);
        return material;
    }
}
