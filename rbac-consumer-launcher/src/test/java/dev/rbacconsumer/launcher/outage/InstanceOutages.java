package dev.rbacconsumer.launcher.outage;

import java.util.List;
import java.util.Map;

/** The consumer itself is gone, or has nothing to do for long. */
final class InstanceOutages {
  private InstanceOutages() {}

  static List<Row> rows() {
    return List.of(killed(), silent());
  }

  private static Row killed() {
    return new Row("instance-killed", "instance killed")
        .traffic()
        .begins(stage -> stage.instance.kill())
        .ends(stage -> stage.instance.start())
        .expects(
            Expected.well()
                .probes("no answer")
                .status("1, …")
                .metrics("up == 0", "absent(rbac_kafka_consumer_blocked)")
                .alerts("Absent"));
  }

  private static Row silent() {
    return new Row("nothing-arrives", "nothing arrives for long")
        .thresholds(Map.of("> 21600", "> 15"))
        .begins(stage -> stage.publish(0, 1))
        .ends(stage -> stage.publish(0, 1))
        .expects(
            Expected.well()
                .tile("Partitions", "1, all well")
                .tile("Lag", "0, records not committed")
                .metrics("rbac_kafka_consumer_since_arrival_seconds > 15")
                .alerts("UpstreamSilent"));
  }
}
