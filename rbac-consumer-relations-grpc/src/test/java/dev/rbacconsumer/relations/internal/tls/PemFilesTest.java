package dev.rbacconsumer.relations.internal.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aKeyIsReadWhateverItsAlgorithm(String algorithm) throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

    assertThat(PemFiles.privateKey(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA PRIVATE KEY, 'want a block PRIVATE KEY (PKCS #8, not encrypted), got RSA PRIVATE KEY'",
    "ENCRYPTED PRIVATE KEY, 'want a block PRIVATE KEY (PKCS #8, not encrypted), got ENCRYPTED"
        + " PRIVATE KEY'",
    "PRIVATE KEY, 'want a key for one of [RSA, EC, Ed25519], got another or none'"
  })
  void whatIsNoSuchKeyIsReportedByItsLabel(String label, String why) {
    assertThatThrownBy(() -> PemFiles.privateKey(pem(label, new byte[] {1, 2, 3}))).hasMessage(why);
  }

  @Test
  void aFileWithoutABlockHasNone() {
    assertThatThrownBy(() -> PemFiles.privateKey("hush".getBytes(US_ASCII)))
        .hasMessageEndingWith("got none");
    assertThatThrownBy(() -> PemFiles.certificates("hush".getBytes(US_ASCII)))
        .hasMessage("want a block CERTIFICATE, got none");
  }

  private static byte[] pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label)
        .getBytes(US_ASCII);
  }
}
