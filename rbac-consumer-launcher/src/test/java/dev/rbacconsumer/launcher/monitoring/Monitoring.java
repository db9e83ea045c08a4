package dev.rbacconsumer.launcher.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files for those who watch the consumer, cut into what has to fit the rest. */
public final class Monitoring {
  static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..").normalize();
  static final Path FOLDER = ROOT.resolve("deploy/monitoring");
  private static final Pattern ALERT =
      Pattern.compile(
          "- alert: (\\S+)\\n\\s+expr: (?:>-\\s+)?(.+?)\\n\\s+(?:for:[^\\n]*\\n\\s+)?labels:\\n"
              + "\\s+severity: (\\S+)\\n\\s+annotations:\\n(.*?)runbook_url: (\\S+)\\n",
          Pattern.DOTALL);
  private static final Pattern PANEL_QUERY =
      Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\",\\s+\"legendFormat\": \"([^\"]*)\"");

  private static final Pattern CODE =
      Pattern.compile("```(?:promql)?\\n(.+?)```|(?<!`)`([^`]+)`(?!`)", Pattern.DOTALL);

  private Monitoring() {}

  /**
   * One alert.
   *
   * @param severity warning or critical
   * @param texts its annotations, but for the link
   * @param runbook link to what to do
   */
  record Alert(String name, Query query, String severity, String texts, String runbook) {}

  /**
   * One line of a panel.
   *
   * @param legend names of its lines
   */
  record Line(Query query, String legend) {}

  static List<Alert> alerts() {
    return ALERT
        .matcher(read(FOLDER.resolve("rules.yaml")))
        .results()
        .map(
            it ->
                new Alert(
                    it.group(1),
                    new Query(it.group(2).replaceAll("\\s+", " ")),
                    it.group(3),
                    it.group(4),
                    it.group(5)))
        .toList();
  }

  static List<Line> lines() {
    return PANEL_QUERY
        .matcher(read(FOLDER.resolve("dashboard.json")))
        .results()
        .map(it -> new Line(new Query(it.group(1).replace("\\\"", "\"")), it.group(2)))
        .toList();
  }

  /** What the documents give to ask Prometheus for: code that names a metric of ours. */
  public static List<String> documented() {
    return Stream.of("docs/metrics.md", "docs/runbook.md")
        .map(document -> read(ROOT.resolve(document)))
        .flatMap(text -> CODE.matcher(text).results())
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .map(code -> code.strip().replaceAll("\\s+", " "))
        .filter(code -> code.contains("rbac_kafka_") && !code.contains("#"))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException failed) {
      throw new AssertionError(file.toString(), failed);
    }
  }
}
