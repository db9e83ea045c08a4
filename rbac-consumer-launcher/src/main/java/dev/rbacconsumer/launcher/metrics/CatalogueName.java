package dev.rbacconsumer.launcher.metrics;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Name of a metric whose family is in the catalogue, with the labels of that family. Immutable.
 *
 * @param family family in the catalogue
 * @param name name with its labels
 */
record CatalogueName(MetricFamily family, MetricName name) {
  private static final Map<String, MetricFamily> FAMILIES =
      Arrays.stream(MetricFamily.values())
          .collect(Collectors.toUnmodifiableMap(MetricFamily::exportName, family -> family));

  /** Parses a name of the registry; empty when it is not one of the catalogue. */
  static Optional<CatalogueName> parse(String text) {
    int brace = text.indexOf('{');
    MetricFamily family = FAMILIES.get(brace < 0 ? text : text.substring(0, brace));
    return family == null
        ? Optional.empty()
        : MetricName.parse(text)
            .filter(name -> name.labels().keySet().equals(Set.copyOf(family.labels())))
            .map(name -> new CatalogueName(family, name));
  }
}
