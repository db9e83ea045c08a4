package dev.rbacconsumer.launcher.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A deployment, as the seed has it.
 *
 * @param partitions of the topic
 * @param consumers processes to begin with
 * @param latency of the store, for each call
 * @param ahead records that wait in each partition
 * @param settings of the consumers, by the names of their variables
 */
record Setup(
    int partitions, int consumers, Duration latency, int ahead, Map<String, String> settings) {
  Setup {
    settings = Map.copyOf(settings);
  }

  /** Windows and batches of all sizes, both protocols, and waits that suit the scenario. */
  static Setup drawn(Random random, int partitions, int consumers, String firstDelay) {
    return new Setup(
        partitions,
        consumers,
        Duration.ofMillis(1 + random.nextInt(4)),
        100 + random.nextInt(200),
        Map.of(
            "RBAC_KAFKA_CONSUMER_WINDOW",
            pick(random, "5", "20", "50", "100", "500"),
            "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES",
            pick(random, "1", "1", "5", "20"),
            "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL",
            pick(random, "classic", "consumer"),
            "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
            firstDelay,
            "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
            firstDelay));
  }

  /** The same with so many records that wait in each partition. */
  Setup withAhead(int records) {
    return new Setup(partitions, consumers, latency, records, settings);
  }

  /** The same with another value of a setting. */
  Setup with(String setting, String value) {
    Map<String, String> others = new HashMap<>(settings);
    others.put(setting, value);
    return new Setup(partitions, consumers, latency, ahead, others);
  }

  boolean isClassic() {
    return "classic".equals(settings.get("RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL"));
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }
}
