package dev.rbacconsumer.kafka.connectivity;

import static dev.rbacconsumer.kafka.connectivity.BrokerReachability.State.ANSWERS;
import static dev.rbacconsumer.kafka.connectivity.BrokerReachability.State.REFUSES;
import static dev.rbacconsumer.kafka.connectivity.BrokerReachability.State.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.rbacconsumer.kafka.AdminMocks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of brokers that a real one gives too seldom for a test. */
final class ClusterPingFailuresTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Admin admin = AdminMocks.answering();
  private final AtomicInteger made = new AtomicInteger();

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new TimeoutException("late"), SILENT),
        Arguments.of(new DisconnectException("gone"), SILENT),
        Arguments.of(new SaslAuthenticationException("wrong password"), REFUSES),
        Arguments.of(new SslAuthenticationException("unknown authority"), REFUSES),
        Arguments.of(new ClusterAuthorizationException("not for this login"), ANSWERS),
        Arguments.of(new UnsupportedVersionException("too old"), ANSWERS),
        Arguments.of(new KafkaException("defect in the client"), SILENT));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedAnswerSaysWhetherABrokerIsThereAndKeepsTheClient(
      Exception failure, BrokerReachability.State state) throws InterruptedException {
    AdminMocks.nodes(admin, AdminMocks.failed(failure));

    try (ClusterPing ping = ping(LONG)) {
      assertThat(ping.ask().state()).isEqualTo(state);
      assertThat(ping.ask().state()).isEqualTo(state);
      verify(admin, never()).close(any(Duration.class));
    }

    assertThat(made).hasValue(1);
    verify(admin).close(Duration.ZERO);
  }

  /** The client ends each request in time itself, unless its own thread has ended. */
  @Test
  void clientThatNeverAnswersIsReplaced() throws InterruptedException {
    AdminMocks.nodes(admin, AdminMocks.silent());

    try (ClusterPing ping = ping(Duration.ofMillis(10))) {
      assertThat(ping.ask().state()).isEqualTo(SILENT);
      verify(admin).close(Duration.ZERO);
      ping.ask();
    }

    assertThat(made).hasValue(2);
  }

  @Test
  void clientThatTakesNoRequestIsReplaced() throws InterruptedException {
    doThrow(new IllegalStateException("the client's thread has exited"))
        .when(admin)
        .describeCluster(any());

    try (ClusterPing ping = ping(LONG)) {
      assertThat(ping.ask().words()).isEqualTo("b:1 cannot be asked (IllegalStateException)");
      verify(admin).close(Duration.ZERO);
      ping.ask();
    }

    assertThat(made).hasValue(2);
  }

  @Test
  void interruptOfTheClientIsAnInterrupt() {
    InterruptException interrupt = new InterruptException("stopping");
    Thread.interrupted(); // which its constructor sets
    doThrow(interrupt).when(admin).describeCluster(any());

    try (ClusterPing ping = ping(LONG)) {
      assertThatThrownBy(ping::ask).isInstanceOf(InterruptedException.class).hasCause(interrupt);
    }
  }

  private ClusterPing ping(Duration timeout) {
    return new ClusterPing(
        () -> {
          made.incrementAndGet();
          return admin;
        },
        "b:1",
        timeout);
  }
}
