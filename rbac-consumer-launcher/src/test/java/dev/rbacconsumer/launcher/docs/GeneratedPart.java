package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that is made from code, between two lines that are comments.
 *
 * @param document path from the root of the repository
 * @param begin the line before the part
 * @param end the line behind it
 */
public record GeneratedPart(String document, String begin, String end) {
  /** Holds the part to what it should be; with {@code -Dupdate}, writes it instead. */
  public void hold(String wanted) throws IOException {
    Path path = Path.of(System.getProperty("basedir", "")).resolve("..").resolve(document);
    String found = Files.readString(path, UTF_8);
    String whole = replaced(found, wanted);
    if (Boolean.getBoolean("update")) {
      Files.writeString(path, whole, UTF_8);
      return;
    }
    assertThat(found).as("out of date; write it anew with: make docs").isEqualTo(whole);
  }

  private String replaced(String text, String part) {
    int from = text.indexOf(begin + "\n");
    int to = text.indexOf(end + "\n");
    assertThat(from).as("first marker in " + document).isNotNegative();
    assertThat(to).as("second marker in " + document).isGreaterThan(from);
    return text.substring(0, from + begin.length() + 1) + part + text.substring(to);
  }
}
