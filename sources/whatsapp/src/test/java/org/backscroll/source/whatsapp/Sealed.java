package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An encrypted chunk as a phone makes it. */
record Sealed(byte[] mediaKey, byte[] plain, byte[] container) {

    static Sealed of(byte[] plain) throws Exception {
        byte[] mediaKey = sha256(plain);
        byte[] keys = Hkdf.derive(mediaKey, "WhatsApp History Keys", 112);
        byte[] iv = Arrays.copyOfRange(keys, 0, 16);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        SecretKeySpec key = new SecretKeySpec(keys, 16, 32, "AES");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        return authenticated(mediaKey, plain, cipher.doFinal(plain));
    }

    /** Same, of what was encrypted already, be it in the right way or not. */
    static Sealed authenticated(byte[] mediaKey, byte[] plain, byte[] encrypted) throws Exception {
        byte[] keys = Hkdf.derive(mediaKey, "WhatsApp History Keys", 112);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys, 48, 32, "HmacSHA256"));
        mac.update(keys, 0, 16);
        mac.update(encrypted);
        byte[] container = Arrays.copyOf(encrypted, encrypted.length + 10);
        System.arraycopy(mac.doFinal(), 0, container, encrypted.length, 10);
        return new Sealed(mediaKey, plain, container);
    }

    /** What the phone would say of it. */
    Wire notification() throws IOException {
        return Wire.of()
                .raw(1, sha256(plain))
                .num(2, plain.length)
                .raw(3, mediaKey)
                .raw(4, sha256(container))
                .str(5, "/v/t62/x.enc")
                .num(6, 3)
                .num(7, 1);
    }

    /** Same, in JSON. */
    String json() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"fileSha256\":\"%s\",\"fileLength\":%d,\"mediaKey\":\"%s\",\"fileEncSha256\":\"%s\"}"
                .formatted(
                        base64.encodeToString(sha256(plain)),
                        plain.length,
                        base64.encodeToString(mediaKey),
                        base64.encodeToString(sha256(container)));
    }

    /** Writes {@code name.enc} and {@code name.json}. */
    void write(Path dir, String name) throws IOException {
        Files.write(dir.resolve(name + ".enc"), container);
        Files.writeString(dir.resolve(name + ".json"), json());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
