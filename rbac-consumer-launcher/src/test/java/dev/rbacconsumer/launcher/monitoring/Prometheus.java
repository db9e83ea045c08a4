package dev.rbacconsumer.launcher.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A real Prometheus, as a process, with our rules. It scrapes and judges once a second. */
public final class Prometheus implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=(?:\\S*:)(\\d+)");
  private static final String CONFIGURATION =
      """
      global:
        scrape_interval: 1s
        evaluation_interval: 1s
      rule_files: ["%s"]
      scrape_configs:
        - job_name: rbac-consumer
          static_configs:
            - targets: ["localhost:%d"]
      """;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  /**
   * One sample of an answer.
   *
   * @param labels the name of the series, if it has one, is {@code __name__}
   */
  public record Sample(Map<String, String> labels, double value) {}

  /**
   * One alert, as Prometheus sees it.
   *
   * @param state inactive, pending or firing
   * @param health ok once it could be evaluated
   * @param error why it could not be evaluated; empty otherwise
   */
  public record Alert(String name, String state, String health, String error) {}

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one with the shipped rules. The test is skipped where there is none.
   *
   * @param folder empty; takes all of its files
   * @param target port of the consumer on this machine
   */
  static Prometheus start(Path folder, int target) throws IOException {
    return start(folder, Monitoring.FOLDER.resolve("rules.yaml").toAbsolutePath(), target);
  }

  /**
   * Starts one. The test is skipped where there is none.
   *
   * @param folder takes all of its files
   * @param rules absolute path of the file with rules
   * @param target port of the consumer on this machine
   */
  public static Prometheus start(Path folder, Path rules, int target) throws IOException {
    Path program = Installed.prometheus("prometheus");
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, CONFIGURATION.formatted(rules, target));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Matcher listening =
          Eventually.get(() -> LISTENING.matcher(read(output)), Matcher::find, SOON);
      Prometheus started = new Prometheus(process, Integer.parseInt(listening.group(1)));
      Eventually.get(started::isReady, ready -> ready, SOON);
      return started;
    } catch (AssertionError late) {
      process.destroyForcibly();
      throw new AssertionError(read(output), late);
    }
  }

  /** Whether this machine has one. */
  public static boolean isInstalled() {
    return Installed.find("prometheus").isPresent();
  }

  /**
   * What an expression comes to now, as an instant vector; a warning is an error, too.
   *
   * @throws AssertionError when Prometheus refuses it
   */
  public List<Sample> query(String expression) {
    Map<?, ?> answer = get("query?query=" + URLEncoder.encode(expression, UTF_8));
    if (!"success".equals(answer.get("status")) || answer.containsKey("warnings")) {
      throw new AssertionError(expression + ": " + answer);
    }
    Map<?, ?> data = (Map<?, ?>) answer.get("data");
    if (!"vector".equals(data.get("resultType"))) {
      throw new AssertionError("want a vector, got " + answer);
    }
    return ((List<?>) data.get("result")).stream().map(Prometheus::sample).toList();
  }

  /** The sum of what an expression comes to now; 0 where that is nothing. */
  double sum(String expression) {
    return query(expression).stream().mapToDouble(Sample::value).sum();
  }

  /** Every alert of the rules. */
  public List<Alert> alerts() {
    Map<?, ?> data = (Map<?, ?>) get("rules?type=alert").get("data");
    return ((List<?>) data.get("groups"))
        .stream()
            .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
            .map(rule -> (Map<?, ?>) rule)
            .map(Prometheus::alert)
            .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** JSON is YAML. */
  private Map<?, ?> get(String path) {
    String body = send("/api/v1/" + path).body();
    return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(body);
  }

  private HttpResponse<String> send(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(SOON).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(path, interrupted);
    }
  }

  private static Sample sample(Object json) {
    Map<?, ?> sample = (Map<?, ?>) json;
    Map<String, String> labels = new TreeMap<>();
    ((Map<?, ?>) sample.get("metric"))
        .forEach((name, value) -> labels.put(name.toString(), value.toString()));
    String value = ((List<?>) sample.get("value")).get(1).toString();
    return new Sample(labels, Double.parseDouble(value.replace("Inf", "Infinity")));
  }

  private static Alert alert(Map<?, ?> rule) {
    Object error = rule.get("lastError");
    return new Alert(
        rule.get("name").toString(),
        rule.get("state").toString(),
        rule.get("health").toString(),
        error == null ? "" : error.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
