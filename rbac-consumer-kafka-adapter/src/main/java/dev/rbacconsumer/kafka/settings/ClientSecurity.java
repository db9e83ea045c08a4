package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.core.settings.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks that the client's properties for login, TLS and references fit together. The client itself
 * would report a conflict late, or never: it connects in plain text unless it is configured to use
 * TLS.
 */
final class ClientSecurity {
  private static final String PROTOCOL = "security.protocol";
  private static final String MECHANISM = "sasl.mechanism";
  private static final String LOGIN = "sasl.jaas.config";
  private static final String PROVIDERS = "config.providers";
  private static final SortedMap<String, String> MODULES =
      new TreeMap<>(
          Map.of(
              "GSSAPI", "Krb5LoginModule",
              "OAUTHBEARER", "OAuthBearerLoginModule",
              "PLAIN", "PlainLoginModule",
              "SCRAM-SHA-256", "ScramLoginModule",
              "SCRAM-SHA-512", "ScramLoginModule"));

  /** Properties that allow mechanisms and logins of kinds that we do not know. */
  private static final Set<String> EXTENSIONS =
      Set.of("security.providers", "sasl.client.callback.handler.class");

  private static final Pattern MODULE = Pattern.compile("\\s*(?:[\\w$]+\\.)*([\\w$]+)\\s");
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("(?=.*\\busername\\s*=)(?=.*\\bpassword\\s*=).*", Pattern.DOTALL);
  private static final Set<String> FILES =
      Set.of("ssl.truststore.location", "ssl.keystore.location");
  private static final Set<String> PASSWORDS = Set.of("PlainLoginModule", "ScramLoginModule");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*):[^}]*}");

  private final ClientProperties properties;
  private final String protocol;

  ClientSecurity(ClientProperties properties) {
    this.properties = properties;
    String given = properties.text(PROTOCOL).toUpperCase(Locale.ROOT);
    this.protocol = given.isEmpty() ? "PLAINTEXT" : given;
  }

  /** Returns whether the text contains a reference that a config provider must resolve. */
  static boolean isReference(String text) {
    return REFERENCE.matcher(text).find();
  }

  /** Returns whether the text consists of a reference only. */
  static boolean isOnlyReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (!isReference(protocol)) {
      whatTheProtocolWants(problems);
    }
    FILES.stream()
        .sorted()
        .filter(it -> isGiven(it) && !isReference(properties.text(it)))
        .filter(it -> !canBeRead(properties.text(it)))
        .forEach(it -> problems.add(properties.problem(it, "a file that can be read")));
    references(problems);
    return problems;
  }

  private void whatTheProtocolWants(List<Problem> problems) {
    boolean login = protocol.startsWith("SASL_");
    if (login && !isGiven(MECHANISM)) {
      problems.add(
          properties.problem(PROTOCOL, MECHANISM + " beside it, such as SCRAM-SHA-512 or PLAIN"));
    }
    if (login && !isGiven(LOGIN) && !List.of("GSSAPI", "OAUTHBEARER").contains(mechanism())) {
      problems.add(properties.problem(PROTOCOL, LOGIN + " beside it, with the login"));
    }
    if (login && isGiven(MECHANISM) && EXTENSIONS.stream().noneMatch(this::isGiven)) {
      mechanismAndModule(problems);
    }
    if (!login) {
      for (String property : List.of(MECHANISM, LOGIN)) {
        if (isGiven(property)) {
          problems.add(
              properties.problem(
                  property, PROTOCOL + " SASL_SSL beside it; without it there is no login"));
        }
      }
    }
    if (protocol.endsWith("PLAINTEXT")) {
      String wanted = PROTOCOL + (login ? " SASL_SSL" : " SSL or SASL_SSL");
      properties.given().keySet().stream()
          .filter(it -> it.startsWith("ssl."))
          .forEach(
              it ->
                  problems.add(
                      properties.problem(it, wanted + " beside it; without it there is no TLS")));
    }
  }

  /**
   * Checks that the mechanism fits the login module; otherwise the client would fail at each
   * connection.
   */
  private void mechanismAndModule(List<Problem> problems) {
    String mechanism = properties.text(MECHANISM);
    String login = properties.text(LOGIN);
    String wanted = MODULES.get(mechanism);
    if (isReference(mechanism)) {
      return;
    }
    if (wanted == null) {
      problems.add(properties.problem(MECHANISM, "one of " + String.join(", ", MODULES.keySet())));
      return;
    }
    Matcher module = MODULE.matcher(login);
    if (!module.lookingAt() || isReference(login)) {
      return;
    }
    boolean ofAnother = MODULES.containsValue(module.group(1)) && !module.group(1).equals(wanted);
    if (ofAnother) {
      problems.add(properties.problem(LOGIN, wanted + " for " + MECHANISM + " " + mechanism));
    } else if (PASSWORDS.contains(module.group(1)) && !WITH_PASSWORD.matcher(login).matches()) {
      problems.add(properties.problem(LOGIN, "username=\"...\" and password=\"...\" in it"));
    }
  }

  private void references(List<Problem> problems) {
    Set<String> providers =
        Arrays.stream(properties.text(PROVIDERS).split(","))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toSet());
    providers.stream()
        .sorted()
        .filter(it -> !isGiven(PROVIDERS + "." + it + ".class"))
        .forEach(
            it ->
                problems.add(
                    properties.problem(
                        PROVIDERS, "%s.%s.class beside it".formatted(PROVIDERS, it))));
    properties
        .given()
        .forEach(
            (property, value) -> {
              Matcher reference = REFERENCE.matcher(value.text());
              if (reference.find() && !providers.contains(reference.group(1))) {
                problems.add(
                    properties.problem(
                        property,
                        "the provider %s in %s, or no ${"
                            .formatted(reference.group(1), PROVIDERS)));
              }
            });
  }

  private String mechanism() {
    return properties.text(MECHANISM).toUpperCase(Locale.ROOT);
  }

  private boolean isGiven(String property) {
    return !properties.text(property).isEmpty();
  }

  private static boolean canBeRead(String path) {
    try {
      return Files.isReadable(Path.of(path)) && !Files.isDirectory(Path.of(path));
    } catch (InvalidPathException invalid) {
      return false;
    }
  }
}
