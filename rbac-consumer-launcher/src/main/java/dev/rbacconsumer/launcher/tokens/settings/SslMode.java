package dev.rbacconsumer.launcher.tokens.settings;

import dev.rbacconsumer.core.settings.ValueTypes;

/** Uses of TLS to a PostgreSQL server, by the words of its own clients. */
public enum SslMode {
  /** Never TLS. */
  DISABLE,
  /** TLS only if the server insists. */
  ALLOW,
  /** TLS if the server offers it. */
  PREFER,
  /** Always TLS; the certificate is checked only if authorities are given. */
  REQUIRE,
  /** Always TLS, with a certificate of a trusted authority. */
  VERIFY_CA,
  /** Always TLS, with a certificate of a trusted authority for the server's name. */
  VERIFY_FULL;

  /** Returns the word for the driver. */
  public String word() {
    return ValueTypes.nameOf(this);
  }

  /** Returns whether the certificate of the server is checked. */
  public boolean verifies(boolean authoritiesGiven) {
    return this == VERIFY_CA || this == VERIFY_FULL || (this == REQUIRE && authoritiesGiven);
  }
}
