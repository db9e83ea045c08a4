package dev.rbacconsumer.launcher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox, used by a script that types at its prompt. */
@Tag("long")
class SandboxIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String NONE = "Nothing is blocked.";

  @TempDir private Path temporary;

  @Test
  void messagesAndOutagesHaveTheEffectThatThePromptNames() throws Exception {
    try (SandboxSession prompt = SandboxSession.startJar(temporary)) {
      assertThat(prompt.awaitPrompt())
          .contains("Kafka broker     127.0.0.1:")
          .contains("Relations API    127.0.0.1:")
          .contains("Status page      http://localhost:")
          .contains("export KAFKA_SERVERS=127.0.0.1:")
          .contains("publish good [N] [partition P]")
          .contains("consumer restart");

      assertThat(prompt.type("publish good 3 partition 1")).contains(NONE);
      assertThat(prompt.type("store show"))
          .contains("rbac/group:sandbox#t_member@rbac/principal:user-0", "3 tuples");

      String blocked = "Partition 1 is blocked at offset 3: rejected/unknown_definition";
      assertThat(prompt.type("publish bad partition 1")).contains(blocked);
      assertThat(prompt.type("status"))
          .contains(": degraded", "! Partition 1 is blocked at offset 3", "rbac/workspace");
      assertThat(prompt.type("publish burst 30")).contains(blocked);
      assertThat(prompt.type("store schema-fix")).contains(NONE).doesNotContain("Partition");
      assertThat(prompt.type("store show")).contains("... 22 tuples in all");

      assertThat(prompt.type("store stop")).contains("The store is stopped.");
      assertThat(prompt.type("publish good"))
          .contains("Partition 0 is blocked at offset 10: transient/unavailable");
      assertThat(prompt.type("store start")).contains(NONE);

      assertThat(prompt.type("broker stop")).contains("The broker is stopped.");
      assertThat(prompt.type("publish good")).contains("start it with: broker start");
      assertThat(prompt.type("broker start")).contains(NONE);
      assertThat(prompt.type("publish good")).contains(NONE);

      assertThat(prompt.type("consumer kill")).contains("The consumer is killed.");
      assertThat(prompt.type("publish good partition 2")).contains("The consumer does not run");
      assertThat(prompt.type("status")).contains("start it with: consumer restart");
      assertThat(prompt.type("consumer restart")).contains(NONE);
      assertThat(prompt.type("store show")).contains("... 25 tuples in all");
      assertThat(prompt.type("stor show")).contains("\"stor show\" is no command of the sandbox");

      prompt.send("quit");

      assertThat(prompt.awaitExit()).as(prompt.report()).isZero();
      assertThat(prompt.seen()).hasSizeGreaterThan(2);
      Leftovers.assertNone(prompt, temporary);
    }
  }

  @Test
  void theJarAloneSaysWhatItLacks() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of(), "sandbox")) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(2);
      assertThat(jar.out()).isEmpty();
      assertThat(jar.err())
          .singleElement()
          .asString()
          .startsWith("rbac-consumer sandbox: the broker and the store for it are not on the class")
          .contains("make sandbox", "RBAC_CONSUMER_CLASSPATH", "org.apache.kafka:kafka_2.13");
    }
  }
}
