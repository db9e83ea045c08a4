package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.testkit.network.NetworkFault;
import java.util.List;

/** Outages of the brokers. */
final class BrokerOutages {
  private BrokerOutages() {}

  static List<Row> rows() {
    return List.of(killedIdle(), killedBusy(), hung());
  }

  private static Row killedIdle() {
    return new Row("broker-killed-idle", "broker killed, nothing to do")
        .begins(stage -> stage.kafka().kill())
        .ends(stage -> stage.kafka().start())
        .expects(disconnected());
  }

  private static Row killedBusy() {
    return new Row("broker-killed-busy", "broker killed, messages arrive")
        .traffic()
        .begins(stage -> stage.kafka().kill())
        .ends(stage -> stage.kafka().start())
        .expects(disconnected());
  }

  private static Row hung() {
    return new Row("broker-hung", "broker accepts connections and answers nothing")
        .traffic()
        .begins(stage -> stage.kafkaNetwork().fault(NetworkFault.SILENCE))
        .ends(stage -> stage.healKafkaNetwork())
        .expects(disconnected());
  }

  /** No broker answers: nothing is known of the lag, and a restart would not help. */
  private static Expected disconnected() {
    return Expected.well()
        .livez("200 degraded, source: no answer from …")
        .readyz("503 failed, kafka: no answer from … within # ms; source: no answer from …")
        .files("live")
        .status("3, degraded", "Kafka cannot be read: since …")
        .tile("Lag", "–, …")
        .metrics(
            "rbac_kafka_consumer_connected == 0",
            "rbac_kafka_consumer_seconds_since_brokers_answered > 5",
            "absent(rbac_kafka_consumer_lag)")
        .alerts("Disconnected");
  }
}
