package org.backscroll.source.whatsapp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What one container is encrypted and authenticated with, derived from its media key. */
final class MediaKeys {
    /** How long a media key is, in bytes. */
    static final int LENGTH = 32;

    private static final String INFO = "WhatsApp History Keys";
    private static final int EXPANDED = 112;
    private static final String HMAC = "HmacSHA256";

    private final byte[] iv;
    private final byte[] cipherKey;
    private final byte[] macKey;

    private MediaKeys(byte[] expanded) {
        iv = Arrays.copyOfRange(expanded, 0, 16);
        cipherKey = Arrays.copyOfRange(expanded, 16, 48);
        macKey = Arrays.copyOfRange(expanded, 48, 80);
    }

    static MediaKeys of(byte[] mediaKey) throws GeneralSecurityException {
        return new MediaKeys(Hkdf.derive(mediaKey, INFO, EXPANDED));
    }

    /** A decrypting AES-256-CBC with PKCS#7 padding, at the beginning of the contents. */
    Cipher cipher() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding"); // PKCS#7, as the JDK calls it
        SecretKeySpec key = new SecretKeySpec(cipherKey, "AES");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher;
    }

    /** The HMAC-SHA256 of what was encrypted; the initialization vector has gone in already. */
    Mac mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(macKey, HMAC));
        mac.update(iv);
        return mac;
    }
}
