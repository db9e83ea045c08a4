package dev.rbacconsumer.relations.internal.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses certificates and keys in PEM. Pure. */
final class PemFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private PemFiles() {}

  /** Describes an error in a file, without quoting its content. */
  static final class BadPemException extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    BadPemException(String message) {
      super(message);
    }
  }

  /** Returns all certificates, at least one, in their order. */
  static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Matcher block = BLOCK.matcher(new String(pem, US_ASCII));
    while (block.find()) {
      if (block.group(1).equals("CERTIFICATE")) {
        try {
          byte[] der = decode(block.group(2));
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException bad) {
          throw new BadPemException(
              "want certificates, got a bad one at number " + (certificates.size() + 1));
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new BadPemException("want a block CERTIFICATE, got none");
    }
    return List.copyOf(certificates);
  }

  /** Returns the first private key. */
  static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(new String(pem, US_ASCII));
    String others = "none";
    while (block.find()) {
      if (block.group(1).equals("PRIVATE KEY")) {
        return privateKey(new PKCS8EncodedKeySpec(decode(block.group(2))));
      }
      others = block.group(1);
    }
    throw new BadPemException("want a block PRIVATE KEY (PKCS #8, not encrypted), got " + others);
  }

  private static PrivateKey privateKey(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(key);
      } catch (InvalidKeySpecException another) {
        // The block does not name its algorithm, so each one is tried.
      }
    }
    throw new BadPemException("want a key for one of " + KEY_ALGORITHMS + ", got another or none");
  }

  private static byte[] decode(String base64) throws BadPemException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException bad) {
      throw new BadPemException("want Base64 between the lines of a block, got something else");
    }
  }
}
