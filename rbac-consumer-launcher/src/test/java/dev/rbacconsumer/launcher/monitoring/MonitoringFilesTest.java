package dev.rbacconsumer.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules and dashboard ask for nothing that the consumer does not tell. */
final class MonitoringFilesTest {
  private static final Pattern IN_RULES = Pattern.compile("\\$labels\\.([a-z_]+)");
  private static final Pattern IN_LEGENDS = Pattern.compile("\\{\\{([a-z_]+)\\}\\}");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (RBACConsumer\\S+)$");
  private static final Pattern CASE =
      Pattern.compile("alertname: (\\S+)\\n\\s+exp_alerts:( \\[\\])?\\n");
  private static final String LINK =
      "https://github.com/rbac-consumer/rbac-consumer/blob/main/docs/runbook.md#";

  @Test
  void everyRuleIsFound() {
    String rules = Monitoring.read(Monitoring.FOLDER.resolve("rules.yaml"));

    assertThat(alerts()).hasSize(rules.split("- alert: ", -1).length - 1).hasSizeGreaterThan(10);
    assertThat(alerts()).extracting(Monitoring.Alert::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void ruleAsksForWhatThereIsAndLeadsToItsSection(Monitoring.Alert alert) {
    assertThat(alert.query().faults()).isEmpty();
    assertThat(alert.query().groupings()).containsAll(named(IN_RULES, alert.texts()));
    assertThat(alert.severity()).isIn("warning", "critical");
    assertThat(alert.runbook()).isEqualTo(LINK + alert.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void runbookHasASectionForEachAlertAndNoOther() {
    String runbook = Monitoring.read(Monitoring.ROOT.resolve("docs/runbook.md"));

    List<String> sections = HEADING.matcher(runbook).results().map(it -> it.group(1)).toList();

    assertThat(sections)
        .containsExactlyElementsOf(alerts().stream().map(Monitoring.Alert::name).toList());
  }

  @Test
  void everyAlertHasACaseThatFiresAndOneThatStaysSilent() {
    String cases = Monitoring.read(Monitoring.FOLDER.resolve("rules.test.yaml"));
    Set<String> firing = new HashSet<>();
    Set<String> silent = new HashSet<>();

    CASE.matcher(cases)
        .results()
        .forEach(it -> (it.group(2) == null ? firing : silent).add(it.group(1)));

    Set<String> all = new HashSet<>(alerts().stream().map(Monitoring.Alert::name).toList());
    assertThat(firing).isEqualTo(all);
    assertThat(silent).isEqualTo(all);
  }

  @Test
  void dashboardIsJsonOfWhichEveryQueryIsFound() throws IOException {
    String dashboard = Monitoring.read(Monitoring.FOLDER.resolve("dashboard.json"));
    int queries = 0;
    try (JsonParser json = new JsonFactory().createParser(dashboard)) {
      while (json.nextToken() != null) {
        queries += "expr".equals(json.currentName()) && json.currentToken().isScalarValue() ? 1 : 0;
      }
    }

    assertThat(lines()).hasSize(queries).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void dashboardAsksForWhatThereIs(Monitoring.Line line) {
    assertThat(line.query().faults()).isEmpty();
    assertThat(line.query().groupings()).containsAll(named(IN_LEGENDS, line.legend()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rbac_kafka_consumer_lags)|no metric rbac_kafka_consumer_lags",
        "rbac_kafka_consumer_batch_messages|no metric rbac_kafka_consumer_batch_messages",
        "rbac_kafka_consumer_lag{pod='a'}|no label pod of rbac_kafka_consumer_lag",
        "sum by (class) (rbac_kafka_consumer_lag)|no label class to group by",
        "jvm_memory_used_bytes|no metric jvm_memory_used_bytes",
        "sum by (pool) (jvm_memory_bytes_used)|no label pool to group by",
        "up == 0|no metric at all"
      })
  void whatThereIsNotIsFoundOut(String query, String fault) {
    assertThat(new Query(query).faults()).contains(fault);
  }

  static List<Monitoring.Alert> alerts() {
    return Monitoring.alerts();
  }

  static List<Monitoring.Line> lines() {
    return Monitoring.lines();
  }

  private static Set<String> named(Pattern pattern, String text) {
    Set<String> names = new HashSet<>();
    pattern.matcher(text).results().forEach(it -> names.add(it.group(1)));
    return names;
  }
}
