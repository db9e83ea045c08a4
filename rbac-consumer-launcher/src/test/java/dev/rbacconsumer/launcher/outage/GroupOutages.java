package dev.rbacconsumer.launcher.outage;

import java.util.List;
import java.util.Map;

/** Brokers answer, and the consumer cannot read its topic in its group. */
final class GroupOutages {
  private GroupOutages() {}

  static List<Row> rows() {
    return List.of(topicMissing(), coordinatorMissing(), memberRefused());
  }

  private static Row topicMissing() {
    return new Row("topic-missing", "topic does not exist")
        .beginsBeforeTheStart(stage -> {})
        .ends(stage -> stage.createTopic())
        .expects(
            cannotRead("there is no topic …")
                .tile("Partitions", "0, none held")
                .metrics("rbac_kafka_consumer_connected == 1")
                .alerts("Absent", "NotAMember"));
  }

  private static Row coordinatorMissing() {
    return new Row("coordinator-missing", "group has no coordinator")
        .broker(Map.of("offsets.topic.replication.factor", "3"))
        .traffic()
        .beginsBeforeTheStart(stage -> stage.createTopic())
        .ends(stage -> stage.kafka().createTopic("__consumer_offsets", 1))
        .expects(
            cannotRead("the coordinator of group … is not available…")
                .tile("Partitions", "0, not in the group")
                .metrics(
                    "rbac_kafka_consumer_connected == 1", "rbac_kafka_consumer_group_member == 0")
                .alerts("Absent", "NotAMember"));
  }

  private static Row memberRefused() {
    ForeignMember other = new ForeignMember();
    return new Row("member-refused", "group refuses the member: another one has other assignors")
        .traffic()
        .beginsBeforeTheStart(
            stage -> {
              stage.createTopic();
              other.join(stage.kafka(), stage.group(), stage.topic());
            })
        .ends(stage -> other.leave())
        .expects(
            cannotRead("…")
                .tile("Partitions", "0, not in the group")
                .metrics(
                    "rbac_kafka_consumer_connected == 1", "rbac_kafka_consumer_group_member == 0")
                .alerts("Absent", "NotAMember"));
  }

  private static Expected cannotRead(String reason) {
    return Expected.well()
        .probes("200 degraded, source: " + reason)
        .status("3, degraded", "Kafka cannot be read: since …")
        .tile("Lag", "–, …");
  }
}
