package dev.rbacconsumer.launcher.config;

import java.util.Locale;

/** Protocols by which the group assigns partitions to its members. */
public enum GroupProtocol {
  /** The members assign the partitions; rebalances are cooperative. */
  CLASSIC,
  /** The brokers assign the partitions, one member at a time. */
  CONSUMER;

  /** Returns Kafka's name of the protocol. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
