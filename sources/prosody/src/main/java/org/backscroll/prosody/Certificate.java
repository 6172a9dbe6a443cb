package org.backscroll.prosody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server's certificate that it signed itself, which no machine trusts unless it is told to.
 *
 * @param store a PKCS #12 key store with the certificate; its password is {@link Prosody#PASSWORD}
 * @param key the private key in PEM
 * @param certificate the certificate in PEM
 */
public record Certificate(Path store, Path key, Path certificate) {
    /** Makes one for a domain, in a folder. */
    public static Certificate make(Path folder, String domain)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(domain + ".p12");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + domain,
                        "-ext",
                        "san=dns:" + domain,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        Prosody.PASSWORD);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool made no certificate for " + domain);
        }
        char[] password = Prosody.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        return new Certificate(
                store,
                pem(store, "PRIVATE KEY", keys.getKey("server", password).getEncoded()),
                pem(store, "CERTIFICATE", keys.getCertificate("server").getEncoded()));
    }

    private static Path pem(Path store, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                Path.of(store + "-" + what.replace(' ', '-') + ".pem"),
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
