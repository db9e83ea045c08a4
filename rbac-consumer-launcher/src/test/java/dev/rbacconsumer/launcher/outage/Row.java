package dev.rbacconsumer.launcher.outage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One outage: how it begins and ends, and what is seen of it. Not thread-safe; complete once it is
 * in the matrix.
 */
final class Row {
  private final String name;
  private final String title;
  private final Map<String, String> settings = new HashMap<>();
  private Map<String, String> broker = Map.of();
  private Map<String, String> thresholds = Map.of();
  private int partitions = 1;
  private List<Integer> traffic = List.of();
  private Duration longest = Duration.ofSeconds(45);
  private boolean startsWell = true;
  private Step before = stage -> stage.createTopic();
  private Step begin = stage -> {};
  private Step end = stage -> {};
  private Expected expected = Expected.well();

  /**
   * A row in which nothing happens yet.
   *
   * @param name of one word, for the command line, the topic and the group
   * @param title of the row on the page
   */
  Row(String name, String title) {
    this.name = name;
    this.title = title;
  }

  /** Sets the number of partitions; 1 otherwise. */
  Row partitions(int number) {
    partitions = number;
    return this;
  }

  /** Publishes to these partitions all the time, until the outage ends. */
  Row traffic(Integer... to) {
    traffic = List.of(to);
    return this;
  }

  /** Publishes to all partitions all the time, until the outage ends. */
  Row traffic() {
    return traffic(IntStream.range(0, partitions).boxed().toArray(Integer[]::new));
  }

  /** Sets the time within which everything is as expected; 45 s otherwise. */
  Row within(Duration time) {
    longest = time;
    return this;
  }

  /** Sets a setting of the consumer, by the name of its variable. */
  Row setting(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  /** Gives the row a broker of its own, with Kafka's settings. */
  Row broker(Map<String, String> brokerSettings) {
    broker = Map.copyOf(brokerSettings);
    return this;
  }

  /** Replaces thresholds of the rules, as {@code ShortRules} takes them. */
  Row thresholds(Map<String, String> replaced) {
    thresholds = Map.copyOf(replaced);
    return this;
  }

  /** Lets the outage begin before the consumer starts, in place of the creation of the topic. */
  Row beginsBeforeTheStart(Step step) {
    startsWell = false;
    before = step;
    return this;
  }

  /** Lets the outage begin while all is well. */
  Row begins(Step step) {
    begin = step;
    return this;
  }

  Row ends(Step step) {
    end = step;
    return this;
  }

  Row expects(Expected cells) {
    expected = cells;
    return this;
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  int partitions() {
    return partitions;
  }

  List<Integer> trafficTo() {
    return traffic;
  }

  /** Time within which everything is as expected. */
  Duration longest() {
    return longest;
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Settings of its own broker; empty where it shares that of the other rows. */
  Map<String, String> brokerSettings() {
    return broker;
  }

  Map<String, String> replacedThresholds() {
    return thresholds;
  }

  /** Whether the consumer is well before the outage begins. */
  boolean isWellAtFirst() {
    return startsWell;
  }

  Step before() {
    return before;
  }

  Step begin() {
    return begin;
  }

  Step end() {
    return end;
  }

  Expected expected() {
    return expected;
  }
}
