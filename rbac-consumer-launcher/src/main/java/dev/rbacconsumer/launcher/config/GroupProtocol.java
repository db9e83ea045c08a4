package dev.rbacconsumer.launcher.config;

import java.util.Locale;

/** How members of the group and the brokers agree on who reads what. */
public enum GroupProtocol {
  /** The members share the partitions out; rebalances are cooperative. */
  CLASSIC,
  /** The brokers do, one member at a time. */
  CONSUMER;

  /** Kafka's word for it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
