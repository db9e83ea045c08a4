package dev.rbacconsumer.relations.internal.tls;

import dev.rbacconsumer.relations.config.Transport;
import dev.rbacconsumer.relations.config.UnusableFileException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Provides the client certificate from its files, checked again for each new connection.
 * Thread-safe.
 *
 * <p>A handshake chooses an alias, and then asks for the certificates and for the key. Each pair
 * has its own alias, so that the two belong together even where the files change in between.
 */
final class ReloadingKey extends X509ExtendedKeyManager {
  private final Reloading<Pair> files;
  private Pair latest;

  /** Pair of the handshakes that began before the latest one was read. */
  private Pair previous;

  private ReloadingKey(Reloading<Pair> files) {
    this.files = files;
    this.latest = files.current();
    this.previous = latest;
  }

  /**
   * Key and its certificates. Not a record, since its {@code toString} would call that of the key.
   */
  private static final class Pair {
    private final String alias;
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    Pair(String alias, List<X509Certificate> chain, PrivateKey key) {
      this.alias = alias;
      this.chain = chain;
      this.key = key;
    }
  }

  /**
   * @throws UnusableFileException if the files cannot be used, or do not belong together
   */
  static ReloadingKey of(Transport.ClientCertificate certificate) {
    AtomicLong pairs = new AtomicLong();
    return new ReloadingKey(
        Reloading.of(
            "client certificate",
            List.of(certificate.chain(), certificate.key()),
            contents ->
                pair("client-" + pairs.incrementAndGet(), contents.get(0), contents.get(1))));
  }

  private static Pair pair(String alias, byte[] chainPem, byte[] keyPem)
      throws GeneralSecurityException {
    List<X509Certificate> chain = PemFiles.certificates(chainPem);
    PrivateKey key = PemFiles.privateKey(keyPem);
    if (!belongTogether(chain.get(0).getPublicKey(), key)) {
      throw new PemFiles.BadPemException("want the key of the certificate, got another one");
    }
    return new Pair(alias, chain, key);
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret)
      throws GeneralSecurityException {
    String algorithm =
        secret instanceof RSAKey
            ? "SHA256withRSA"
            : secret instanceof ECKey ? "SHA256withECDSA" : "Ed25519";
    if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    byte[] sample = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(secret);
    signer.update(sample);
    byte[] signed = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(open);
    verifier.update(sample);
    return verifier.verify(signed);
  }

  /** Chooses the pair of the last usable contents. */
  private synchronized String choose() {
    Pair current = files.current();
    if (current != latest) {
      previous = latest;
      latest = current;
    }
    return latest.alias;
  }

  private synchronized Pair named(String alias) {
    return previous.alias.equals(alias) ? previous : latest;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {choose()};
  }

  @Override
  public String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose();
  }

  @Override
  public String chooseEngineClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose();
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return named(alias).chain.toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return named(alias).key;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
