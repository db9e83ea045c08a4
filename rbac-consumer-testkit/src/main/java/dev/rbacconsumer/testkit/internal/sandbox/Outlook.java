package dev.rbacconsumer.testkit.internal.sandbox;

import dev.rbacconsumer.core.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State of delivery for a person at the prompt, as the consumer reports it.
 *
 * @param status status of the consumer
 */
record Outlook(JsonTree status) {
  /** Returns whether the consumer is in its group, holds all partitions and has their locks. */
  boolean isReady() {
    JsonTree source = status.get("source");
    List<JsonTree> partitions = status.get("partitions").items();
    return isTrue(source.get("connected"))
        && isTrue(source.get("member"))
        && partitions.size() == Sandbox.PARTITIONS
        && partitions.stream()
            .allMatch(
                it ->
                    it.get("fence").get("state").text().equals("held")
                        && !it.get("state").text().equals("positioning"));
  }

  /** Returns whether a partition is blocked by a failure with this text for its class or code. */
  boolean isBlockedBy(String word) {
    return status.get("partitions").items().stream()
        .map(it -> it.get("blocked"))
        .filter(JsonTree::isObject)
        .anyMatch(it -> it.get("class").text().equals(word) || it.get("code").text().equals(word));
  }

  /** Returns whether a partition is held up: it will not go on within moments. */
  boolean isHeldUp() {
    return status.get("partitions").items().stream().anyMatch(Outlook::isHeldUp);
  }

  /**
   * Returns whether each of some offsets is applied, or is in a partition that is held up.
   *
   * @param offsets offset by partition
   */
  boolean isKnown(Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(
            it -> {
              JsonTree partition = partition(it.getKey());
              return isHeldUp(partition) || isBehind(partition, it.getValue());
            });
  }

  /** Returns one sentence for each partition that is held up, or one that says that none is. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (JsonTree partition : status.get("partitions").items()) {
      obstacle(partition)
          .map(it -> "Partition %s %s.".formatted(partition.get("partition").text(), it))
          .ifPresent(sentences::add);
    }
    return sentences.isEmpty() ? List.of("Nothing is blocked.") : sentences;
  }

  private static Optional<String> obstacle(JsonTree partition) {
    JsonTree blocked = partition.get("blocked");
    JsonTree refused = partition.get("fence").get("refused");
    JsonTree loss = partition.get("data_loss");
    if (partition.get("paused").isObject()) {
      return Optional.of("is paused by an operator");
    } else if (loss.isObject()) {
      return Optional.of("is not read: " + loss.get("reason").text());
    } else if (blocked.isObject()) {
      return Optional.of(
          "is blocked at offset %s: %s/%s (%s)"
              .formatted(
                  blocked.get("offset").text(),
                  blocked.get("class").text(),
                  blocked.get("code").text(),
                  blocked.get("reason").text()));
    }
    return refused.isObject()
        ? Optional.of("has no lock: " + refused.get("reason").text())
        : Optional.empty();
  }

  private JsonTree partition(int number) {
    return status.get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(number)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  private static boolean isHeldUp(JsonTree partition) {
    return obstacle(partition).isPresent();
  }

  private static boolean isBehind(JsonTree partition, long offset) {
    // Empty until the first record.
    String position = partition.get("position").text();
    return !position.isEmpty() && Long.parseLong(position) > offset;
  }

  private static boolean isTrue(JsonTree value) {
    return value.text().equals("true");
  }
}
