package dev.rbacconsumer.kafka.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BrokerReachabilityTest {
  static Stream<Arguments> failuresWithWhatTheyTell() {
    return Stream.of(
        Arguments.of(
            new TimeoutException("x"),
            BrokerReachability.State.SILENT,
            "no answer from b:1 within 5000 ms"),
        Arguments.of(
            new DisconnectException("x"),
            BrokerReachability.State.SILENT,
            "no answer from b:1 within 5000 ms"),
        Arguments.of(
            new KafkaException("x"),
            BrokerReachability.State.SILENT,
            "b:1 cannot be asked (KafkaException)"),
        Arguments.of(
            new java.util.concurrent.TimeoutException("x"),
            BrokerReachability.State.SILENT,
            "b:1 cannot be asked (TimeoutException)"),
        Arguments.of(
            new SaslAuthenticationException("the secret"),
            BrokerReachability.State.REFUSES,
            "b:1 refuses the login (SaslAuthenticationException)"),
        Arguments.of(
            new SslAuthenticationException("the secret"),
            BrokerReachability.State.REFUSES,
            "b:1 refuses the login (SslAuthenticationException)"),
        Arguments.of(
            new ClusterAuthorizationException("x"),
            BrokerReachability.State.ANSWERS,
            "a broker answers"),
        Arguments.of(
            new UnsupportedVersionException("x"),
            BrokerReachability.State.ANSWERS,
            "a broker answers"));
  }

  @ParameterizedTest
  @MethodSource("failuresWithWhatTheyTell")
  void everyAnswerOfABrokerCounts(Exception failure, BrokerReachability.State state, String words) {
    assertThat(BrokerReachability.after(failure, "b:1", Duration.ofSeconds(5)))
        .isEqualTo(new BrokerReachability(state, words));
  }

  @Test
  void onlyOneThatAnswersIsAConnection() {
    assertThat(BrokerReachability.State.values())
        .filteredOn(state -> new BrokerReachability(state, "").isConnected())
        .containsExactly(BrokerReachability.State.ANSWERS);
  }
}
