package dev.rbacconsumer.relations;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** How bytes travel to the server. Immutable. */
public sealed interface Transport {
  /** In the clear: for the same host, or where the network itself is private. */
  static Transport plaintext() {
    return new Plaintext();
  }

  /** TLS that trusts what the system trusts, without a certificate of our own. */
  static Tls tls() {
    return new Tls(Optional.empty(), Optional.empty());
  }

  /** Nothing is encrypted, and the server may be anyone. */
  record Plaintext() implements Transport {}

  /**
   * TLS; the server must show a certificate for the name it is called by.
   *
   * <p>Files are PEM. They are read when the channel is opened, and looked at again for each new
   * connection. A changed file counts from then on; one that cannot be used is warned of, and what
   * was read before it stays.
   *
   * @param trusted certificates of the authorities to trust, in place of the system's
   * @param client what we show to a server that asks who we are
   */
  record Tls(Optional<Path> trusted, Optional<ClientCertificate> client) implements Transport {
    /** The same, trusting the authorities in this file and no others. */
    public Tls trusting(Path authorities) {
      return new Tls(Optional.of(authorities), client);
    }

    /** The same, with a certificate of our own. */
    public Tls showing(ClientCertificate certificate) {
      return new Tls(trusted, Optional.of(certificate));
    }
  }

  /**
   * A certificate and its key.
   *
   * @param chain file with our certificate, followed by those that lead to its authority
   * @param key file with its private key, PKCS #8 and not encrypted
   */
  record ClientCertificate(Path chain, Path key) {
    public ClientCertificate {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(key, "key");
    }
  }
}
