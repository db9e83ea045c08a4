package dev.rbacconsumer.launcher.monitoring;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No alert is silent because a series is missing: an expression over nothing comes to nothing, so
 * another alert has to fire while a series that it needs is absent.
 */
final class AbsentSeriesTest {
  private static final String NO_INSTANCE = "RBACConsumerAbsent";
  private static final String NO_PARTITION = "RBACConsumerAbsent";
  private static final String NO_ANSWER = "RBACConsumerDisconnected";
  private static final String NO_LOCK = "RBACConsumerPartitionBlocked";
  private static final String NO_POSITION = "RBACConsumerThreadStalled";

  /** Without the settings of the topic, only the age of the next message is known. */
  private static final String NO_RETENTION = "RBACConsumerBehind";

  private static final Pattern SERIES = Pattern.compile("\\brbac_kafka_consumer_[a-z_]+");

  /** Part that excludes samples; where its series is absent, more alerts fire and not fewer. */
  private static final Pattern EXCLUSION =
      Pattern.compile("unless on \\([^)]*\\) rbac_kafka_consumer_[a-z_]+ == 1");

  private static final List<String> UNKNOWN_AGE =
      List.of(NO_PARTITION, NO_ANSWER, NO_LOCK, NO_POSITION);

  /** Alerts that fire while a series is absent, for each reason for which it can be. */
  private static final Map<String, List<String>> FIRE_WHILE_ABSENT =
      Map.ofEntries(
          // Of an instance, from its start on.
          entry("messages_processed_total", List.of(NO_INSTANCE)),
          entry("validation_errors_total", List.of(NO_INSTANCE)),
          entry("retry_attempts_total", List.of(NO_INSTANCE)),
          entry("data_loss_total", List.of(NO_INSTANCE)),
          entry("passed_over_total", List.of(NO_INSTANCE)),
          entry("commits_total", List.of(NO_INSTANCE)),
          entry("fence_losses_total", List.of(NO_INSTANCE)),
          entry("since_arrival_seconds", List.of(NO_INSTANCE)),
          entry("source_stalled", List.of(NO_INSTANCE)),
          entry("dry_run", List.of(NO_INSTANCE)),
          entry("connected", List.of(NO_INSTANCE)),
          entry("group_member", List.of(NO_INSTANCE)),
          entry("source_problem", List.of(NO_INSTANCE)),
          entry("tokens_oldest_pending_age_seconds", List.of(NO_INSTANCE)),
          entry("tokens_dropped_total", List.of(NO_INSTANCE)),
          // Of a partition, while it is held.
          entry("blocked", List.of(NO_PARTITION)),
          entry("paused", List.of(NO_PARTITION)),
          entry("quarantined", List.of(NO_PARTITION)),
          entry("stalled", List.of(NO_PARTITION)),
          entry("data_loss_blocked", List.of(NO_PARTITION)),
          entry("replay_records_left", List.of(NO_PARTITION)),
          entry("lag", List.of(NO_PARTITION, NO_ANSWER)),
          entry("open_transaction_seconds", List.of(NO_PARTITION, NO_ANSWER)),
          entry("oldest_unapplied_age_seconds", UNKNOWN_AGE),
          entry("oldest_unapplied_removal_age_seconds", UNKNOWN_AGE),
          entry("retention_left_seconds", List.of(NO_PARTITION, NO_LOCK, NO_RETENTION)));

  @ParameterizedTest
  @MethodSource("alerts")
  void anotherAlertFiresWhileASeriesOfItIsAbsent(Monitoring.Alert alert) {
    for (String series : needed(alert)) {
      if (!alert.query().text().contains("absent(rbac_kafka_consumer_" + series + ")")) {
        assertThat(FIRE_WHILE_ABSENT).containsKey(series);
        assertThat(FIRE_WHILE_ABSENT.get(series))
            .as(series)
            .isNotEmpty()
            .doesNotContain(alert.name())
            .isSubsetOf(names());
      }
    }
  }

  @Test
  void theListNamesNoSeriesInVain() {
    Set<String> needed = new TreeSet<>();
    alerts().forEach(alert -> needed.addAll(needed(alert)));

    assertThat(needed).isEqualTo(new TreeSet<>(FIRE_WHILE_ABSENT.keySet()));
  }

  @Test
  void theAlertThatFiresWhereNothingIsMeasuredNeedsNothing() {
    assertThat(alerts())
        .filteredOn(alert -> alert.name().equals(NO_INSTANCE))
        .singleElement()
        .satisfies(alert -> assertThat(alert.query().text()).startsWith("absent("));
  }

  static List<Monitoring.Alert> alerts() {
    return Monitoring.alerts();
  }

  private static Set<String> names() {
    return alerts().stream().map(Monitoring.Alert::name).collect(Collectors.toSet());
  }

  /** Names without their prefix. */
  private static Set<String> needed(Monitoring.Alert alert) {
    String text = EXCLUSION.matcher(alert.query().text()).replaceAll("");
    return SERIES
        .matcher(text)
        .results()
        .map(it -> it.group().substring("rbac_kafka_consumer_".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
