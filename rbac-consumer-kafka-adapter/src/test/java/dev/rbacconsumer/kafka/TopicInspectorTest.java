package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Questions about the topic to brokers that do not answer. */
class TopicInspectorTest {
  private static final Duration HASTY = Duration.ofMillis(200);
  private static final Duration SELDOM = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Set<TopicPartition> PARTITIONS = Set.of(new TopicPartition("outbox", 0));

  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicInteger made = new AtomicInteger();

  /** As a proxy or a hung broker does: the connection is accepted, and that is all. */
  @Test
  void aClientWhoseQuestionGotNoAnswerIsThrownAway() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      KafkaClientSettings settings =
          KafkaClientSettings.of("127.0.0.1:" + silent.getLocalPort(), "g", "test");
      TopicInspector inspector =
          new TopicInspector(
              () -> {
                made.incrementAndGet();
                return Admin.create(settings.adminProperties("", HASTY));
              },
              "outbox",
              "g",
              HASTY,
              SELDOM,
              () -> {},
              ConsumerThreads.plain());

      askUntilItFails(inspector, 1);
      askUntilItFails(inspector, 2);

      assertThat(failures).hasSize(2).allMatch(TimeoutException.class::isInstance);
      assertThat(made).hasValue(2);
      inspector.close();
    }
  }

  @Test
  void aClientThatHangsWhileItIsMadeHoldsNothingUpButTheAnswer() {
    CountDownLatch release = new CountDownLatch(1);
    TopicInspector inspector =
        new TopicInspector(
            () -> {
              awaitQuietly(release);
              throw new KafkaException("no broker");
            },
            "outbox",
            "g",
            HASTY,
            SELDOM,
            made::incrementAndGet,
            ConsumerThreads.plain());

    inspector.inspect(PARTITIONS, found -> {}, failures::add);
    inspector.observeRegularly(Set.of(), found -> {}, failure -> {});
    inspector.deliver();

    assertThat(failures).isEmpty();
    release.countDown();
    Eventually.get(made::get, answers -> answers == 2, SOON);
    inspector.deliver();
    assertThat(failures).hasSize(1);
    inspector.close();
  }

  @Test
  void anErrorIsAnAnswerToo() {
    TopicInspector inspector =
        new TopicInspector(
            () -> {
              throw new NoClassDefFoundError("a login module");
            },
            "outbox",
            "g",
            HASTY,
            SELDOM,
            () -> {},
            ConsumerThreads.plain());

    askUntilItFails(inspector, 1);

    assertThat(failures.get(0)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    inspector.close();
  }

  private void askUntilItFails(TopicInspector inspector, int times) {
    inspector.inspect(PARTITIONS, found -> {}, failures::add);
    Eventually.get(
        () -> {
          inspector.deliver();
          return failures.size();
        },
        size -> size == times,
        SOON);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
