package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.SourceException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {
  @ParameterizedTest
  @MethodSource("passing")
  void whatSomeoneCanMendWithoutUsIsTriedAgainAndSaysWhatToDo(
      RuntimeException thrown, String advice) {
    SourceException translated = KafkaErrors.translate("reading outbox", thrown);

    assertThat(translated.isPassing()).isTrue();
    assertThat(translated)
        .hasMessageStartingWith("reading outbox: " + thrown.getClass().getSimpleName())
        .hasMessageEndingWith(advice)
        .hasCause(thrown);
  }

  static Stream<Arguments> passing() {
    String login = "; check the login and the security protocol of the brokers";
    String rights = "; give this login READ on the topic and on the group";
    String topic = "; create the topic, or correct its name";
    return Stream.of(
        Arguments.of(new SaslAuthenticationException("no such user"), login),
        Arguments.of(new SslAuthenticationException("handshake failed"), login),
        Arguments.of(new TopicAuthorizationException("outbox"), rights),
        Arguments.of(GroupAuthorizationException.forGroupId("group"), rights),
        Arguments.of(new UnknownTopicOrPartitionException("no such topic"), topic),
        Arguments.of(new InvalidTopicException("out box"), topic),
        Arguments.of(new TimeoutException("late"), "(late)"),
        Arguments.of(new CommitFailedException("rebalanced"), "(rebalanced)"),
        Arguments.of(new KafkaException(), "KafkaException"));
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void whatTryingAgainCannotMendEndsTheSource(RuntimeException thrown) {
    assertThat(KafkaErrors.translate("reading outbox", thrown).isPassing()).isFalse();
  }

  static Stream<RuntimeException> permanent() {
    return Stream.of(
        new FencedInstanceIdException("taken"),
        new UnsupportedVersionException("too old"),
        new IllegalStateException("closed"),
        new IllegalArgumentException("negative"));
  }
}
