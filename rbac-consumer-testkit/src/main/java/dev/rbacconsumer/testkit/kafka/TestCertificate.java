package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * Private key with its self-signed certificate, created on request, and trusted only by those to
 * whom a test gives the certificate. It is valid for {@code localhost} and {@code 127.0.0.1}.
 * Immutable.
 */
public final class TestCertificate {
  private static final char[] PASSWORD = "only-for-a-moment".toCharArray();
  private static final String ALIAS = "it";

  private final String certificate;
  private final String key;

  private TestCertificate(String certificate, String key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Creates a certificate with the tool of the running JDK, in about a second.
   *
   * @param name common name, as in {@code client}
   * @throws IllegalStateException if the tool fails
   */
  public static TestCertificate selfSigned(String name) {
    try {
      Path directory = Files.createTempDirectory("rbac-consumer-keys-");
      Path store = directory.resolve("keys.p12");
      try {
        runKeytool(name, store);
        return read(store);
      } finally {
        Files.deleteIfExists(store);
        Files.delete(directory);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Returns the certificate, in PEM. */
  public String certificate() {
    return certificate;
  }

  /** Returns the private key in PEM, as PKCS #8 without a password. */
  public String key() {
    return key;
  }

  private static void runKeytool(String name, Path store) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keytool ran", interrupted);
    }
  }

  private static TestCertificate read(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(content, PASSWORD);
      Key key = store.getKey(ALIAS, PASSWORD);
      return new TestCertificate(
          pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()),
          pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("what keytool wrote cannot be read", unreadable);
    }
  }

  private static String pem(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }
}
