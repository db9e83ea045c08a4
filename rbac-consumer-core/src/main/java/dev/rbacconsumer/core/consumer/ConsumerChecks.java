package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Optional;

/**
 * Finds parts of a consumer that are valid alone and wrong together, before it starts. Each check
 * throws an {@link IllegalArgumentException} that says what is wanted.
 */
final class ConsumerChecks {
  private ConsumerChecks() {}

  /** Checks that the store accepts the ids of the locks. */
  static void requireGroup(String group) {
    if (!StoreRules.isId(group + "/0")) {
      throw new IllegalArgumentException(
          "group: want letters, digits and / _ | - = +, since locks of the store are named after"
              + " it, got \"%s\"".formatted(group));
    }
  }

  /** Checks that no record is written into the topic that is read, or into one of another kind. */
  static void requireOtherTopics(DeliverySettings settings, String topic) {
    Optional<String> read = Optional.of(topic);
    if (settings.deadLetterTopic().equals(read)) {
      throw new IllegalArgumentException(
          "dead-letter topic: want another topic than the one that is read, got " + topic);
    }
    Optional<String> quarantine = settings.quarantineTopic();
    if (quarantine.equals(read)
        || (quarantine.isPresent() && quarantine.equals(settings.deadLetterTopic()))) {
      throw new IllegalArgumentException(
          "topic of the quarantine: want one of its own, got " + quarantine.orElseThrow());
    }
  }

  /** Checks that two owners of a partition cannot both apply a parked record. */
  static void requireFencedQuarantine(DeliverySettings settings, OpenedStore store) {
    if (settings.quarantineTopic().isPresent() && !store.isFenced()) {
      throw new IllegalArgumentException(
          "topic of the quarantine: want none beside a store without fencing, got "
              + settings.quarantineTopic().orElseThrow());
    }
  }

  /**
   * Checks that the source keeps the records that policies do not apply.
   *
   * @param before delivery without the parts of the source
   * @param after delivery with them
   */
  static void requirePlaces(LaneSettings lanes, Delivery before, Delivery after) {
    if (lanes.policies().useDeadLetters() && after.deadLetters() == before.deadLetters()) {
      throw new IllegalArgumentException(
          "policies: want a source that keeps dead letters for " + lanes.policies());
    }
    boolean parks = lanes.quarantine().isOn() || lanes.policies().useQuarantine();
    if (parks && after.quarantine() == before.quarantine()) {
      throw new IllegalArgumentException(
          "policies: want a source with a quarantine for " + lanes.policies());
    }
  }
}
