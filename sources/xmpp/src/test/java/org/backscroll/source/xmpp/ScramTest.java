package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchanges that the standards print, and servers that are not what they say. */
class ScramTest {
    private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";
    private static final String FIRST =
            "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

    private static Scram scram() {
        return new Scram("SCRAM-SHA-1", "user", "pencil", NONCE);
    }

    /** RFC 5802, section 5. */
    @Test
    void sha1() throws Exception {
        Scram scram = scram();

        assertThat(scram.first()).isEqualTo("n,,n=user,r=" + NONCE);
        assertThat(scram.last(FIRST))
                .isEqualTo(
                        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                                + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        assertThatCode(() -> scram.verify("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="))
                .doesNotThrowAnyException();
    }

    /** RFC 7677, section 3. */
    @Test
    void sha256() throws Exception {
        Scram scram = new Scram("SCRAM-SHA-256", "user", "pencil", "rOprNGfwEbeRWgbNEkqO");

        assertThat(
                        scram.last(
                                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
                .isEqualTo(
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThatCode(() -> scram.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
                .doesNotThrowAnyException();
    }

    @Test
    void aNameMayHaveWhatTheExchangeItselfUses() {
        assertThat(new Scram("SCRAM-SHA-1", "a=b,c", "x", "y").first())
                .isEqualTo("n,,n=a=3Db=2Cc,r=y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=other,s=QSXCR+Q6sek8bf92,i=4096",
                "r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096",
                "r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=1",
                "r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=999999999",
                "r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=99999999999999999999999",
                "r=fyko+d2lbbFgONRv9qkxdawLx,s=?,i=4096",
                "r=fyko+d2lbbFgONRv9qkxdawLx,i=4096",
                "m=new,r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=4096"
            })
    void whatNoServerSaysIsNotAnswered(String first) {
        assertThatThrownBy(() -> scram().last(first)).isInstanceOf(Scram.ForgedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=", "v=?", "v=AAAA", "e=other-error"})
    void aServerThatDoesNotKnowThePasswordIsFoundOut(String last) throws Exception {
        Scram scram = scram();
        scram.last(FIRST);

        assertThatThrownBy(() -> scram.verify(last)).isInstanceOf(Scram.ForgedException.class);
        assertThatThrownBy(() -> scram().verify(last)).isInstanceOf(Scram.ForgedException.class);
    }
}
