package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.record.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes settings of the topic of the quarantine that put parked records at risk. */
public final class QuarantineTopic {
  private QuarantineTopic() {}

  /**
   * Returns why the broker would delete parked records.
   *
   * @return a sentence with the remedy; empty if it keeps them
   */
  public static Optional<String> problem(String topic, TopicSettings found) {
    boolean deletes = found.retention().isPresent() || found.retentionBytes().isPresent();
    if (found.isCompacted() && !deletes) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: want cleanup.policy=compact, got %s, so the broker would delete parked messages, and"
                .formatted(topic, got(found.isCompacted(), deletes))
            + " later ones of the same objects would be applied without them; set it with"
            + " kafka-configs.sh --alter --entity-type topics --entity-name "
            + topic
            + " --add-config cleanup.policy=compact");
  }

  private static String got(boolean isCompacted, boolean deletes) {
    if (isCompacted) {
      return "compact,delete";
    }
    return deletes ? "delete" : "a topic that is not compacted";
  }

  /** Returns one sentence for each setting that is weaker than that of the topic that is read. */
  public static List<String> weaknesses(
      String topic, TopicSettings found, String source, TopicSettings ofSource) {
    List<String> weaknesses = new ArrayList<>();
    if (found.replicas() < ofSource.replicas()) {
      weaknesses.add(
          "%s: the replication factor is %d, and that of %s is %d, so parked messages are lost more"
                  .formatted(topic, found.replicas(), source, ofSource.replicas())
              + " easily than the others");
    }
    int own = found.minInSyncReplicas().orElse(Integer.MAX_VALUE);
    int wanted = ofSource.minInSyncReplicas().orElse(0);
    if (own < wanted) {
      weaknesses.add(
          "%s: min.insync.replicas is %d, and that of %s is %d, so a message counts as parked while"
                  .formatted(topic, own, source, wanted)
              + " fewer brokers have it");
    }
    if (found.electsUncleanLeaders()) {
      weaknesses.add(
          topic
              + ": unclean.leader.election.enable is true, so a replica that lacks parked messages"
              + " may become the leader, and these are lost");
    }
    return List.copyOf(weaknesses);
  }
}
