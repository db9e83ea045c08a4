package dev.rbacconsumer.launcher.bench.rebalance;

import java.time.Duration;
import java.util.Optional;

/** Group protocol of a measurement, with the interval of its heartbeats. */
enum Protocol {
  /** Kafka's older protocol, with the product's defaults. */
  CLASSIC("classic", "`classic`", "classic", Optional.empty()),

  /** The newer protocol, with the interval that brokers have by default. */
  CONSUMER("consumer", "`consumer`, heartbeats of 5 s", "consumer", Optional.empty()),

  /** The newer protocol, with the interval that the documentation advises. */
  CONSUMER_QUICK(
      "consumer-quick",
      "`consumer`, heartbeats of 0.5 s",
      "consumer",
      Optional.of(Duration.ofMillis(500)));

  private final String id;
  private final String title;
  private final String setting;
  private final Optional<Duration> heartbeat;

  Protocol(String id, String title, String setting, Optional<Duration> heartbeat) {
    this.id = id;
    this.title = title;
    this.setting = setting;
    this.heartbeat = heartbeat;
  }

  /** Returns the protocol with this id. */
  static Protocol of(String id) {
    for (Protocol protocol : values()) {
      if (protocol.id.equals(id)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "protocol: want classic, consumer or consumer-quick, got " + id);
  }

  /** Returns its name in tables. */
  String title() {
    return title;
  }

  /** Returns the value of the product's setting. */
  String setting() {
    return setting;
  }

  /** Returns the interval to set for the group at the broker; empty for the broker's. */
  Optional<Duration> heartbeat() {
    return heartbeat;
  }
}
