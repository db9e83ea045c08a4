package dev.rbacconsumer.launcher.tokens.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Connection to a PostgreSQL database.
 *
 * @param server its address
 * @param name name of the database
 * @param user login
 * @param password password of the login; empty if there is none
 * @param sslMode use of TLS
 * @param authorities certificates of the authorities to trust; empty for those of the system
 * @param lockTimeout longest wait of a statement for a lock, above zero
 */
public record DatabaseSettings(
    HostAndPort server,
    String name,
    String user,
    Optional<Secret> password,
    SslMode sslMode,
    Optional<Authorities> authorities,
    Duration lockTimeout) {

  /** Password, or the file that holds it. */
  public sealed interface Secret {
    /** Password as it was set. */
    record Text(String value) implements Secret {
      /** Returns a text without the password. */
      @Override
      public String toString() {
        return "(hidden)";
      }
    }

    /** File that is read for each connection. */
    record File(Path path) implements Secret {}
  }

  /** Certificates in PEM, or the file that holds them. */
  public sealed interface Authorities {
    /** Certificates as they were set. */
    record Text(String pem) implements Authorities {
      /** Returns a text without the certificates. */
      @Override
      public String toString() {
        return "(certificates)";
      }
    }

    /** File that is read for each connection. */
    record File(Path path) implements Authorities {}
  }
}
