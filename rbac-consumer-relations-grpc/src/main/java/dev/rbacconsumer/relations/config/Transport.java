package dev.rbacconsumer.relations.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Plaintext or TLS to the server, with the certificates to trust and to present. Immutable. */
public sealed interface Transport {
  /** Returns a transport without encryption: for the same host, or for a private network. */
  static Transport plaintext() {
    return new Plaintext();
  }

  /** Returns TLS that trusts the system's authorities, without a client certificate. */
  static Tls tls() {
    return new Tls(Optional.empty(), Optional.empty());
  }

  /** No encryption, and no proof of the server's identity. */
  record Plaintext() implements Transport {}

  /**
   * TLS; the server must present a certificate for its configured name.
   *
   * <p>Files are PEM. They are read when the channel is opened, and checked again for each new
   * connection. A changed file applies from then on; an unusable one causes a warning, and the
   * earlier content stays in use.
   *
   * @param trusted certificates of the authorities to trust, in place of the system's
   * @param client certificate for a server that requests one
   */
  record Tls(Optional<Path> trusted, Optional<ClientCertificate> client) implements Transport {
    /** Returns a copy that trusts only the authorities in this file. */
    public Tls trusting(Path authorities) {
      return new Tls(Optional.of(authorities), client);
    }

    /** Returns a copy with a client certificate. */
    public Tls showing(ClientCertificate certificate) {
      return new Tls(trusted, Optional.of(certificate));
    }
  }

  /**
   * Client certificate and its key.
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
