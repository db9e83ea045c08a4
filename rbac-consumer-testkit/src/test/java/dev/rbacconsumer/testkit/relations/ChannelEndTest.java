package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.RelationsChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** End of a channel that has been used. */
@Timeout(60)
class ChannelEndTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void noThreadOfTheChannelOutlivesIt() throws Exception {
    try (RelationsServer server = RelationsServer.builder().start()) {
      List<Thread> before = ioThreads();
      RelationsChannel channel = RelationsChannel.open(PatientSettings.of(server.target()).build());
      channel.fences().acquire("group/0", LONG);
      List<Thread> own = ioThreads();
      own.removeAll(before);

      channel.close();

      // A thread says that it is over shortly before it ends.
      for (Thread thread : own) {
        thread.join(LONG.toMillis());
      }
      assertThat(own).isNotEmpty().noneMatch(Thread::isAlive);
    }
  }

  private static List<Thread> ioThreads() {
    return new ArrayList<>(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("relations-io"))
            .toList());
  }
}
