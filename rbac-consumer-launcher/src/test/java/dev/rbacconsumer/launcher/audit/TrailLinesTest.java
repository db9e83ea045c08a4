package dev.rbacconsumer.launcher.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines of a file that is not only written by the consumer. */
final class TrailLinesTest {
  private static final TrailFilter ALL =
      new TrailFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final String ENTRY = "{\"kind\":\"action\",\"at\":\"2026-01-01T00:00:00Z\"}";

  private final Trail trail = new Trail(ALL, 10, true);

  @Test
  void lineThatIsTooLongIsPassedOverAndTheNextOneIsRead() throws IOException {
    read("x".repeat(ENTRY.length() + 1) + "\n" + ENTRY + "\n");

    assertThat(trail.json()).containsExactly(ENTRY);
    assertThat(trail.problems())
        .contains("  audit.jsonl line 1: it is longer than %d bytes".formatted(ENTRY.length()));
  }

  @Test
  void lastLineMayLackItsEnd() throws IOException {
    read("\n\r\n" + ENTRY);

    assertThat(trail.json()).containsExactly(ENTRY);
    assertThat(trail.problems()).isEmpty();
  }

  private void read(String text) throws IOException {
    TrailLines.read(
        Path.of("audit.jsonl"),
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        trail,
        ENTRY.length());
  }
}
