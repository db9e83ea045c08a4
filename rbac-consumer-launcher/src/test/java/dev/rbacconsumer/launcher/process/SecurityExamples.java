package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples in {@code docs/kafka-security.md}, ready to be run. */
final class SecurityExamples {
  /** The login in every example that has one. */
  static final String USER = "ann";

  static final String PASSWORD = "rivers-42";

  private static final String PLACE = "/etc/rbac-consumer";

  private SecurityExamples() {}

  /**
   * Writes an example as a settings file.
   *
   * @param directory where files are that the example speaks of
   */
  static Path write(String name, Path directory) throws IOException {
    Path page = Path.of(System.getProperty("basedir", "")).resolve("../docs/kafka-security.md");
    Matcher example =
        Pattern.compile("<!-- example: " + name + " -->\n```properties\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page, UTF_8));
    assertThat(example.find()).as(name).isTrue();
    String text = example.group(1).replace(PLACE, directory.toString());
    return Files.writeString(directory.resolve("settings.properties"), text, UTF_8);
  }

  /** The login that an example has by reference. */
  static String scramLogin() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
            .formatted(USER)
        + " password=\"%s\";".formatted(PASSWORD);
  }
}
