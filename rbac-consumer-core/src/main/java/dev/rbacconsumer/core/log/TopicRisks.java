package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.TopicSettings;
import java.util.ArrayList;
import java.util.List;

/** Describes the settings of a topic that put its records at risk, and the remedies. */
public final class TopicRisks {
  /** Description of the effect of compaction on records. */
  public static final String COMPACTED =
      "cleanup.policy includes compact, so the broker deletes records that have a later one with"
          + " the same key, and the changes in them are lost, removals of access among them";

  private TopicRisks() {}

  /** Returns one sentence, without a full stop, for each setting that puts records at risk. */
  public static List<String> of(String topic, TopicSettings settings) {
    List<String> risks = new ArrayList<>();
    if (settings.isCompacted()) {
      risks.add(COMPACTED + ". " + compactionAdvice(topic, "…"));
    }
    if (settings.replicas() == 1) {
      risks.add("the replication factor is 1, so the loss of one broker loses records");
    } else if (settings.minInSyncReplicas().orElse(2) < 2) {
      risks.add(
          "min.insync.replicas is 1, so a write is acknowledged while one broker alone has it, and"
              + " the loss of that broker loses it");
    }
    if (settings.electsUncleanLeaders()) {
      risks.add(
          "unclean.leader.election.enable is true, so a replica that lacks records may become the"
              + " leader, and these records are lost");
    }
    settings
        .retentionBytes()
        .ifPresent(
            bytes ->
                risks.add(
                    "retention.bytes is "
                        + bytes
                        + ", so the broker deletes the oldest records of a larger partition at any"
                        + " age, applied or not, and no metric shows when"));
    return List.copyOf(risks);
  }

  /**
   * Returns the command that ends compaction, and the remedy for missing records.
   *
   * @param brokers addresses of the brokers, for the command
   */
  public static String compactionAdvice(String topic, String brokers) {
    return "End compaction with kafka-configs.sh --bootstrap-server "
        + brokers
        + " --alter --entity-type topics --entity-name "
        + topic
        + " --add-config cleanup.policy=delete, and replicate again what may be missing";
  }
}
