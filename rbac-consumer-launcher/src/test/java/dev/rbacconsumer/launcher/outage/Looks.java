package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.launcher.monitoring.Monitoring;
import dev.rbacconsumer.launcher.monitoring.Prometheus;
import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at a consumer as an operator does: probes, command, page, metrics and alerts. */
final class Looks {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Pattern COMPARISON = Pattern.compile(" (?:==|>|and) ");
  private static final String STATE = ": ";
  private static final String FIRED = "max_over_time(ALERTS{alertstate='firing'}[1h])";

  private final Instance instance;
  private final Prometheus prometheus;
  private final Path folder;

  /**
   * Looks of one row.
   *
   * @param folder for the files of the browser
   */
  Looks(Instance instance, Prometheus prometheus, Path folder) {
    this.instance = instance;
    this.prometheus = prometheus;
    this.folder = folder;
  }

  /** Everything that is not as expected, but for alerts that must not fire. */
  List<String> differences(Expected expected) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (String condition : expected.conditions()) {
      if (prometheus.query(condition).isEmpty()) {
        all.add("metrics: want %s, got %s".formatted(condition, value(condition)));
      }
    }
    Set<String> missing = new TreeSet<>(expected.alerts());
    missing.removeAll(fired());
    missing.forEach(it -> all.add("alerts: want " + it + ", which has not fired"));
    all.addAll(expected.differences(cells()));
    return all;
  }

  /** What a condition compares. */
  private List<Double> value(String condition) {
    String left = COMPARISON.splitAsStream(condition).findFirst().orElseThrow();
    return prometheus.query(left).stream().map(Prometheus.Sample::value).toList();
  }

  /** Whether the quick parts are as expected, so that it is time for all of them. */
  boolean isNear(Expected expected) {
    return Template.matches(expected.livez(), ProbeText.at(instance.port(), "/livez"))
        && Template.matches(expected.readyz(), ProbeText.at(instance.port(), "/readyz"))
        && fired().containsAll(expected.alerts());
  }

  /** Names of the alerts that have fired since the row began. */
  Set<String> fired() {
    return prometheus.query(FIRED).stream()
        .map(it -> it.labels().get("alertname"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of the alerts that fire, or are about to. */
  Set<String> active() {
    return prometheus.alerts().stream()
        .filter(it -> !it.state().equals("inactive"))
        .map(Prometheus.Alert::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The queries of the documentation for rates and increases that are above 0 now. */
  Set<String> documentedAboveZero() {
    return documentedRates().stream()
        .filter(query -> prometheus.query("(" + query + ") > 0").size() > 0)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All queries of the documentation for rates and increases. */
  static Set<String> documentedRates() {
    return Monitoring.documented().stream()
        .filter(query -> query.contains("rate(") || query.contains("increase("))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Cells cells() throws IOException, InterruptedException {
    String livez = ProbeText.at(instance.port(), "/livez");
    String readyz = ProbeText.at(instance.port(), "/readyz");
    String files = instance.files();
    Map<String, String> tiles = Tiles.at(instance.port(), folder);
    Map<String, String> environment =
        Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(instance.port()));
    try (JarProcess command = JarProcess.start(environment, "status")) {
      int code = command.awaitExit(LONG);
      List<String> lines = command.out().isEmpty() ? command.err() : command.out();
      return new Cells(livez, readyz, files, code + ", " + state(lines), problems(lines), tiles);
    }
  }

  /** The end of the first line: the state, or why there is none. */
  private static String state(List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.get(0);
    return first.substring(first.lastIndexOf(STATE) + (first.contains(STATE) ? STATE.length() : 0));
  }

  private static List<String> problems(List<String> lines) {
    return lines.stream().filter(it -> it.startsWith("! ")).map(it -> it.substring(2)).toList();
  }
}
