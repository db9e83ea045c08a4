package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether an instance is a member of its group, and what is said if it is not. */
class SourceObservationTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final TopicInspector inspector =
      new TopicInspector(
          () -> {
            throw new KafkaException("no broker");
          },
          "outbox",
          "group",
          LONG,
          LONG,
          () -> {},
          ConsumerThreads.plain());
  private final SourceObservation observation =
      new SourceObservation(inspector, HeadReader.none(), "outbox", "group", LONG, clock);

  @AfterEach
  void close() {
    observation.close();
  }

  @Test
  void aMemberHasAnEpochAndTheGroupListsIt() {
    observation.listed(Optional.of(Set.of("mine", "other")), "mine");
    observation.membership(true);

    assertThat(observation.isMember()).isTrue();
  }

  @Test
  void anExpelledMemberKeepsItsEpochAndIsNoMember() {
    observation.membership(true);
    observation.listed(Optional.of(Set.of("other")), "mine");
    observation.membership(true);

    assertThat(observation.isMember()).isFalse();
  }

  @Test
  void whereTheMembersAreNotKnownTheEpochCounts() {
    observation.listed(Optional.empty(), "mine");
    observation.membership(true);

    assertThat(observation.isMember()).isTrue();
  }

  @Test
  void anInstanceOutsideItsGroupHasAProblemAfterAWhile() {
    observation.membership(false);
    clock.advance(SourceObservation.LONGEST_JOIN.minusMillis(1));
    observation.membership(false);
    assertThat(observation.problem()).isEmpty();

    clock.advance(Duration.ofMillis(1));

    assertThat(observation.problem())
        .map(SourceProblem::kind)
        .hasValue(SourceProblem.Kind.NOT_A_MEMBER);
    observation.membership(true);
    assertThat(observation.problem()).isEmpty();
  }

  @Test
  void aProblemIsRaisedOnceForEachRequest() {
    observation.membership(false);
    clock.advance(SourceObservation.LONGEST_JOIN);

    assertThatThrownBy(observation::raiseProblem)
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("not_a_member: ");
    assertThatCode(observation::raiseProblem).doesNotThrowAnyException();
  }
}
