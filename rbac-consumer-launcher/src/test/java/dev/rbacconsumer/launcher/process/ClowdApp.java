package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.launcher.config.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template of the ClowdApp, processed with parameters as {@code oc process} does. */
final class ClowdApp {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("basedir", "")).resolve("../deploy/rbac-clowdapp.yml");
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{\\{?([A-Z_]+)}}?");

  private final Yaml podSpec;

  private ClowdApp(Yaml podSpec) {
    this.podSpec = podSpec;
  }

  /** Processes the template; parameters that it does not declare are ignored. */
  static ClowdApp of(Map<String, String> parameters) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (Yaml declared : Yaml.read(TEMPLATE).list("parameters")) {
      String name = declared.text("name");
      Object byDefault = ((Map<?, ?>) declared.content()).get("value");
      String value = parameters.getOrDefault(name, byDefault == null ? null : byDefault.toString());
      if (value == null) {
        throw new IllegalArgumentException("parameter " + name + " is required");
      }
      values.put(name, value);
    }
    Path processed = Files.createTempFile("clowdapp", ".yml");
    Files.writeString(
        processed,
        PARAMETER
            .matcher(Files.readString(TEMPLATE, UTF_8))
            .replaceAll(it -> Matcher.quoteReplacement(quoted(it, values.get(it.group(1))))));
    Yaml podSpec = Yaml.read(processed).at("objects/0/spec/deployments/0/podSpec");
    Files.delete(processed);
    return new ClowdApp(podSpec);
  }

  /** A reference in double braces stands for a value that is no text. */
  private static String quoted(java.util.regex.MatchResult reference, String value) {
    boolean isText = !reference.group().startsWith("${{") && !reference.group().isEmpty();
    return isText && value.isEmpty() ? "''" : value;
  }

  /**
   * The environment of the container.
   *
   * @param secrets keys and values by the name of the secret
   */
  Map<String, String> environment(Map<String, Map<String, String>> secrets) {
    Map<String, String> environment = new HashMap<>();
    for (Yaml variable : podSpec.list("env")) {
      Map<?, ?> content = (Map<?, ?>) variable.content();
      if (content.containsKey("value")) {
        environment.put(variable.text("name"), variable.text("value"));
      } else {
        String secret = variable.text("valueFrom/secretKeyRef/name");
        String value =
            secrets.getOrDefault(secret, Map.of()).get(variable.text("valueFrom/secretKeyRef/key"));
        if (value != null) {
          environment.put(variable.text("name"), value);
        }
      }
    }
    return environment;
  }
}
