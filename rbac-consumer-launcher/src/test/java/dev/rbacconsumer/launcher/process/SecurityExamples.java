package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples in {@code docs/kafka-security.md}, ready to be run. */
final class SecurityExamples {
  /** The login in every example that has one. */
  static final String USER = "ann";

  static final String PASSWORD = "rivers-42";

  /** Who asks for tokens in the example that has them, with the same password. */
  static final String CLIENT = "rbac-consumer";

  private static final String TOKEN_URL =
      "https://sso.example.com/realms/kafka/protocol/openid-connect/token";

  private static final String PLACE = "/etc/rbac-consumer";

  private SecurityExamples() {}

  private static Path page() {
    return Path.of(System.getProperty("basedir", "")).resolve("../docs/kafka-security.md");
  }

  /**
   * Writes an example as a settings file.
   *
   * @param directory where files are that the example speaks of
   */
  static Path write(String name, Path directory) throws IOException {
    Matcher example =
        Pattern.compile("<!-- example: " + name + " -->\n```properties\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page(), UTF_8));
    assertThat(example.find()).as(name).isTrue();
    String text = example.group(1).replace(PLACE, directory.toString());
    return Files.writeString(directory.resolve("settings.properties"), text, UTF_8);
  }

  /** The example with tokens, which are then asked for at this address. */
  static Path writeOauth(URI tokens, Path directory) throws IOException {
    Path settings = write("oauth", directory);
    String text = Files.readString(settings, UTF_8);
    assertThat(text).contains(TOKEN_URL);
    return Files.writeString(settings, text.replace(TOKEN_URL, tokens.toString()), UTF_8);
  }

  /** What the page says that the virtual machine has to be told, for another address. */
  static String allowing(URI tokens) throws IOException {
    String told = "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=";
    assertThat(Files.readString(page(), UTF_8)).contains(told + TOKEN_URL);
    return told + tokens;
  }

  /** The login that an example has by reference. */
  static String scramLogin() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
            .formatted(USER)
        + " password=\"%s\";".formatted(PASSWORD);
  }
}
