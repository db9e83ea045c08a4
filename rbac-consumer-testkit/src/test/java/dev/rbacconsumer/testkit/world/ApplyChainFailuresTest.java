package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.ScriptedSink.UNAVAILABLE;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A failure in the middle of a chain is about the record in work, and nothing begins behind it. */
class ApplyChainFailuresTest {
  private static final LaneSettings SETTINGS = ChainWorld.SETTINGS;

  private final ChainWorld chain = new ChainWorld();

  @Test
  void aRecordThatCannotBeDecodedAheadIsLeftToTheThreadOfTheLane() {
    chain.failDecoder("b", new IllegalStateException("defect"), 1);
    chain.start(SETTINGS);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains().get(0)).containsExactly(0L);
    assertThat(chain.applied()).containsExactly("a", "b", "c");
    assertThat(chain.events(PartitionEvent.PortFailed.class)).isEmpty();
  }

  /** What the decoder throws before the turn of its record has nothing to do with the change. */
  @Test
  void anErrorOfTheDecoderBeforeTheTurnDoesNotDisturbTheChangeInFlight() {
    chain.failDecoder("b", new StackOverflowError(), 1);
    chain.start(SETTINGS);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.applied()).containsExactly("a", "b", "c");
    assertThat(chain.events(PartitionEvent.PortFailed.class)).isEmpty();
    assertThat(chain.events(RecordEvent.Retrying.class)).isEmpty();
  }

  @Test
  void aDecoderThatFailsAtTheTurnBlocksItsRecordAlone() {
    chain.failDecoder("b", new IllegalStateException("defect"), 2);
    chain.start(SETTINGS);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.failed()).containsExactly("decoder 1");
    assertThat(chain.timeline())
        .containsSubsequence("0s applied p0@0", "0s transient internal_error p0@1");
    assertThat(chain.applied()).containsExactly("a", "b", "c");
  }

  @Test
  void aFailureInTheMiddleIsOneOfItsOwnRecord() {
    chain.store.answer("c", UNAVAILABLE);
    chain.start(SETTINGS);
    chain.append("a", "b", "c", "d");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L, 2L), List.of(2L, 3L));
    assertThat(chain.timeline())
        .containsSubsequence(
            "0s applied p0@0",
            "0s applied p0@1",
            "0s transient unavailable p0@2",
            "1s applied p0@2",
            "1s applied p0@3");
    assertThat(chain.events(RecordEvent.Retrying.class)).hasSize(1);
    assertThat(chain.applied()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aSinkThatThrowsInTheMiddleIsReportedWithTheRecordInFlight() {
    chain.start(SETTINGS);
    chain.before(
        2,
        () -> {
          throw new IllegalStateException("no such field");
        });
    chain.append("a", "b", "c", "d");

    chain.runFor(ofSeconds(5));

    assertThat(chain.failed()).containsExactly("relation sink 2");
    assertThat(chain.timeline())
        .containsSubsequence("0s applied p0@1", "0s transient internal_error p0@2");
    assertThat(chain.applied()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void anObserverThatThrowsInTheMiddleEndsTheLaneAndNothingFurtherBegins() {
    chain.start(SETTINGS);
    chain
        .world()
        .observe(
            event -> {
              if (event instanceof RecordEvent.Applied it && it.record().offset().value() == 1) {
                throw new IllegalStateException("no such metric");
              }
            });
    chain.append("a", "b", "c", "d");

    assertThatThrownBy(() -> chain.runFor(ofSeconds(5)))
        .hasMessage("outbox-0: the lane died of a defect")
        .hasRootCauseMessage("no such metric");
    chain.world().stop();

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L));
    assertThat(chain.applied()).containsExactly("a", "b");
    assertThat(chain.events(PartitionEvent.LaneFailed.class))
        .extracting(it -> it.record().orElseThrow().offset().value())
        .containsExactly(1L);
    assertThat(chain.committed()).isEqualTo(2);
  }

  @Test
  void anInterruptInTheMiddleEndsTheLaneAndNothingFurtherBegins() {
    chain.start(SETTINGS);
    chain.before(
        2,
        () -> {
          throw new InterruptedException("in the third change");
        });
    chain.append("a", "b", "c", "d");

    assertThatThrownBy(() -> chain.runFor(ofSeconds(5)))
        .hasRootCauseInstanceOf(InterruptedException.class);
    chain.world().stop();

    assertThat(chain.applied()).containsExactly("a", "b");
    assertThat(chain.committed()).isEqualTo(2);
  }

  /** The thread of the lane is interrupted after the chain has left it a dead letter. */
  @Test
  void anInterruptBehindTheChainEndsTheLaneAndNothingFurtherBegins() {
    List<SourceRecord> kept = new ArrayList<>();
    chain.start(
        SETTINGS.withPolicies(FailurePolicies.all(FailurePolicy.DEAD_LETTER)),
        it ->
            it.withDeadLetters(
                (letter, timeout) -> {
                  kept.add(letter.record());
                  return Optional.empty();
                }));
    chain.append("a", "b", "{", "c");
    chain.sink.afterEnd(
        () -> {
          throw new InterruptedException("behind the chain");
        });

    assertThatThrownBy(() -> chain.runFor(ofSeconds(5)))
        .hasRootCauseInstanceOf(InterruptedException.class);
    chain.world().stop();

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L));
    assertThat(kept).isEmpty();
    assertThat(chain.committed()).isEqualTo(2);
  }

  /** A defect of the sink, since the chain has taken the outcome already. */
  @Test
  void aSinkThatThrowsBehindTheChainIsReportedAndDeliveryGoesOn() {
    chain.start(SETTINGS);
    chain.append("a", "b");
    chain.sink.afterEnd(
        () -> {
          chain.sink.afterEnd(() -> {});
          throw new IllegalStateException("cannot close");
        });

    chain.runFor(ofSeconds(1));
    chain.append("c");
    chain.runFor(ofSeconds(1));

    assertThat(chain.failed()).containsExactly("relation sink 1");
    assertThat(chain.events(RecordEvent.Retrying.class)).isEmpty();
    assertThat(chain.applied()).containsExactly("a", "b", "c");
    assertThat(chain.committed()).isEqualTo(3);
  }
}
