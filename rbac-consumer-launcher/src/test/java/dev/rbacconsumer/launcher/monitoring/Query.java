package dev.rbacconsumer.launcher.monitoring;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricType;
import dev.rbacconsumer.launcher.metrics.OfTheProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An expression of Prometheus, as far as names go.
 *
 * @param text as written
 */
record Query(String text) {
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:rbac|jvm|process)_[a-z_]+)(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without) \\(([^)]*)\\)");

  /** Labels that Prometheus adds to what it scrapes. */
  private static final Set<String> OF_A_TARGET = Set.of("instance", "job");

  private static final Map<String, Set<String>> OF_THE_PROCESS = OfTheProcess.labels();
  private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

  /** What it asks for that no exporter of ours has, in words; empty where all is well. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<String> labels = new HashSet<>(OF_A_TARGET);
    List<MatchResult> series = SERIES.matcher(text).results().toList();
    for (MatchResult each : series) {
      Optional<Set<String>> known = labelsOf(each.group(1));
      if (known.isEmpty()) {
        faults.add("no metric " + each.group(1));
        continue;
      }
      labels.addAll(known.get());
      if (each.group(2) != null) {
        named(MATCHER, each.group(2)).stream()
            .filter(label -> !known.get().contains(label))
            .forEach(label -> faults.add("no label " + label + " of " + each.group(1)));
      }
    }
    if (series.isEmpty()) {
      faults.add("no metric at all");
    }
    groupings().stream()
        .filter(label -> !labels.contains(label))
        .forEach(label -> faults.add("no label " + label + " to group by"));
    return faults;
  }

  /** Labels that its result is grouped by. */
  Set<String> groupings() {
    Set<String> labels = new HashSet<>();
    GROUPING
        .matcher(text)
        .results()
        .forEach(it -> labels.addAll(Arrays.asList(it.group(1).split(",\\s*"))));
    return labels;
  }

  private static Set<String> named(Pattern pattern, String text) {
    Set<String> names = new HashSet<>();
    pattern.matcher(text).results().forEach(it -> names.add(it.group(1)));
    return names;
  }

  /** Of a series, under the name by which it is exported; empty where there is none. */
  private static Optional<Set<String>> labelsOf(String name) {
    for (MetricFamily family : MetricFamily.values()) {
      Set<String> labels = new HashSet<>(family.labels());
      boolean histogram = family.type() == MetricType.HISTOGRAM;
      if (!histogram && name.equals(family.exportName())) {
        return Optional.of(labels);
      }
      for (String suffix : SUFFIXES) {
        if (histogram && name.equals(family.exportName() + suffix)) {
          if (suffix.equals("_bucket")) {
            labels.add("le");
          }
          return Optional.of(labels);
        }
      }
    }
    return Optional.ofNullable(OF_THE_PROCESS.get(name));
  }
}
