package dev.rbacconsumer.testkit.relations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that gives out certificates for an hour, in files. */
final class TestAuthority {
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final X500Name name = new X500Name("CN=authority " + UUID.randomUUID());
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate = certificate(name, keys, true, new String[0]);

  /** A certificate and its key, as files. */
  record IssuedFiles(Path chain, Path key) {}

  /** Writes the authority's own certificate, in one step. */
  Path certificateIn(Path file) {
    write(file, pem("CERTIFICATE", encoded(certificate)));
    return file;
  }

  /** Writes a certificate for these DNS names and addresses, and its key. */
  IssuedFiles issue(Path directory, String file, String... names) {
    KeyPair own = newKeys();
    X509Certificate issued = certificate(new X500Name("CN=" + file), own, false, names);
    Path chain = directory.resolve(file + ".crt");
    Path key = directory.resolve(file + ".key");
    write(key, pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    write(chain, pem("CERTIFICATE", encoded(issued)));
    return new IssuedFiles(chain, key);
  }

  /** A certificate in memory, for servers that take no files. */
  KeyStore keyStore(char[] password, String... names) {
    try {
      KeyPair own = newKeys();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      PrivateKey key = own.getPrivate();
      X509Certificate issued = certificate(new X500Name("CN=memory"), own, false, names);
      store.setKeyEntry("own", key, password, new X509Certificate[] {issued});
      return store;
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private X509Certificate certificate(
      X500Name subject, KeyPair own, boolean authority, String[] names) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(64, new SecureRandom()),
              Date.from(Instant.now().minus(VALIDITY)),
              Date.from(Instant.now().plus(VALIDITY)),
              subject,
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static GeneralNames alternatives(String[] names) {
    GeneralName[] all = new GeneralName[names.length];
    for (int i = 0; i < names.length; i++) {
      boolean address = Character.isDigit(names[i].charAt(0));
      all[i] = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
    }
    return new GeneralNames(all);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  private static void write(Path file, String text) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
