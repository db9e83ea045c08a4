package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Eventually;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar with a standard output that takes no more: a log collector that stopped. */
class BlockedOutputIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** At DEBUG, several times what a pipe takes. */
  private static final int MESSAGES = 400;

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void messagesAreAppliedAndTheProcessEndsInOrderWhileNoOneReadsItsLog() throws Exception {
    List<String> principals = IntStream.range(0, MESSAGES).mapToObj(it -> "p-" + it).toList();
    principals.forEach(it -> fixture.publish(membership(it)));
    Map<String, String> verbose = fixture.environment();
    verbose.put("DJANGO_LOG_LEVEL", "DEBUG");

    try (JarProcess jar = JarProcess.startUnread(verbose)) {
      Eventually.get(
          () -> fixture.kafka().lag(fixture.topic(), fixture.topic()), it -> it == 0, LONG);
      Eventually.get(() -> Files.exists(fixture.files().resolve("ready")), it -> it, LONG);
      jar.terminate();
      int code = jar.awaitExitUnread(LONG);

      assertThat(code).isZero();
      jar.readOutput();
      jar.awaitOut("Processing message (partition: 0, offset: 0)", LONG);
      assertThat(jar.out()).noneMatch(line -> line.contains("RBAC Kafka consumer stopped"));
    }
    assertThat(fixture.relations().tupleTexts())
        .containsAll(principals.stream().map(it -> member(it).toString()).toList());
    assertThat(fixture.kafka().members(fixture.topic())).isEmpty();
    assertThat(fixture.files()).isEmptyDirectory();
  }
}
