package dev.rbacconsumer.launcher.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is told of the process and its virtual machine, as far as this machine has it. */
public final class OfTheProcess {
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z]+)=");

  private OfTheProcess() {}

  /** Names of families. */
  static Set<String> families() {
    return text().types().keySet();
  }

  /** Names of labels, by the name of the series. */
  public static Map<String, Set<String>> labels() {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String sample : text().samples().keySet()) {
      Set<String> ofOne =
          labels.computeIfAbsent(sample.replaceFirst("\\{.*", ""), any -> new HashSet<>());
      LABEL.matcher(sample).results().forEach(it -> ofOne.add(it.group(1)));
    }
    return labels;
  }

  private static ExpositionText text() {
    CollectorRegistry collectors = new CollectorRegistry();
    JvmMetrics.all().forEach(collectors::register);
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, collectors.metricFamilySamples());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return ExpositionText.parse(text.toString());
  }
}
