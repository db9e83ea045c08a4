package dev.rbacconsumer.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demonstration is a test too: every recording, every bad message, an outage half-way. */
class DemoIT {
  @Test
  void theTuplesInTheEndAreExactlyAsExpectedDespiteAnOutage() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    boolean asExpected;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      asExpected = Demo.run(out);
    }

    List<String> story = said.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(asExpected).as(String.join("\n", story)).isTrue();
    assertThat(story).first().asString().contains("about a minute");
    assertThat(story).last().asString().endsWith("make sandbox");
  }
}
