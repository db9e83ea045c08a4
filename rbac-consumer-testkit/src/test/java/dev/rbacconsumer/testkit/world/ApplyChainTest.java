package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.ScriptedSink.FENCE_LOST;
import static dev.rbacconsumer.testkit.world.ScriptedSink.UNAVAILABLE;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which changes follow one another in one call of the sink, and what ends a chain. */
class ApplyChainTest {
  private static final LaneSettings SETTINGS = ChainWorld.SETTINGS;

  private final ChainWorld chain = new ChainWorld();

  @Test
  void recordsThatWaitAreAppliedInOneCallInTheirOrder() {
    chain.start(SETTINGS);
    chain.append("a", "b", "c", "d", "e");

    chain.runFor(ofSeconds(1));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L, 2L, 3L, 4L));
    assertThat(chain.applied()).containsExactly("a", "b", "c", "d", "e");
    assertThat(chain.committed()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theEventsOfRecordsAreTheSameAsWithoutAChain(int batch) {
    LaneSettings settings = SETTINGS.withBatchMaxMessages(batch);
    String[] values = {"a", "b", "{", "c", "d", "?", "e", "f", "g"};
    chain.start(settings);
    chain.store.answer("d", UNAVAILABLE);
    chain.append(values);
    chain.runFor(ofSeconds(20));

    ChainWorld plain = new ChainWorld();
    plain.start(settings, it -> it.withSink(plain.store));
    plain.store.answer("d", UNAVAILABLE);
    plain.append(values);
    plain.runFor(ofSeconds(20));

    assertThat(chain.sink.chains()).anyMatch(it -> it.size() > 1);
    assertThat(chain.aboutRecords()).isEqualTo(plain.aboutRecords());
    assertThat(plain.store.applied).isEqualTo(chain.store.applied);
  }

  @Test
  void batchesFollowOneAnotherAsWell() {
    chain.start(SETTINGS.withBatchMaxMessages(2));
    chain.append("a", "b", "c", "d", "e", "f");

    chain.runFor(ofSeconds(1));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 2L, 4L));
    assertThat(chain.applied()).as("the first of each").containsExactly("a", "c", "e");
  }

  @Test
  void aRecordThatIsNotDecodedAheadIsLeftToTheThreadOfTheLane() {
    chain.sink.prepare(false);
    chain.start(SETTINGS);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(1));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L), List.of(1L), List.of(2L));
  }

  @Test
  void aRecordThatIsPassedOverDoesNotEndTheChain() {
    chain.start(SETTINGS);
    chain.append("a", "{", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 2L, 3L));
    assertThat(chain.timeline())
        .containsSubsequence("0s applied p0@0", "0s skipped p0@1", "0s applied p0@2");
  }

  @Test
  void aRecordThatIsNotApplicableIsLeftToTheThreadOfTheLane() {
    List<String> kept = new ArrayList<>();
    FailurePolicies policies = FailurePolicies.all(FailurePolicy.DEAD_LETTER);
    chain.start(
        SETTINGS.withPolicies(policies),
        it ->
            it.withDeadLetters(
                (letter, timeout) -> {
                  kept.add(letter.record().offset() + " by " + Thread.currentThread().getName());
                  return Optional.empty();
                }));
    chain.append("a", "{", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L), List.of(2L, 3L));
    assertThat(kept).containsExactly("1 by " + Thread.currentThread().getName());
  }

  @Test
  void aLostFenceInTheMiddleEndsTheChain() {
    chain.store.answer("c", FENCE_LOST);
    chain.start(SETTINGS);
    chain.append("a", "b", "c", "d");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains().get(0)).containsExactly(0L, 1L, 2L);
    assertThat(chain.timeline())
        .containsSubsequence(
            "0s applied p0@1", "0s fence lost p0", "1s fence acquired p0", "1s applied p0@3");
    assertThat(chain.store.applied.subList(2, 4))
        .containsExactly("c under group/0 token2", "d under group/0 token2");
  }

  @Test
  void aChainGoesNoFurtherThanTheDurableCommitPermits() {
    chain.start(SETTINGS.withWindow(2));
    chain.append("a", "b", "c", "d", "e");
    chain.sink.afterAnswer(
        record -> {
          long ahead = record.offset().value() - chain.committed();
          assertThat(ahead).as("ahead of the commit").isLessThan(2);
        });

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains().get(0)).containsExactly(0L, 1L);
    assertThat(chain.applied()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aPauseInTheMiddleEndsTheChain() {
    chain.start(SETTINGS);
    chain.append("a", "b", "c", "d");
    chain.after(1, () -> chain.request(new OperatorAction.Pause()));

    chain.runFor(ofSeconds(5));
    assertThat(chain.applied()).containsExactly("a", "b");
    chain.request(new OperatorAction.Resume());
    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L), List.of(2L, 3L));
  }

  @Test
  void aRevocationInTheMiddleEndsTheChain() {
    chain.start(SETTINGS);
    chain.append("a", "b", "c", "d");
    chain.after(
        1,
        () -> {
          chain.world().source().revoke(ChainWorld.P0);
          chain.world().pollOnce();
        });

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L));
    assertThat(chain.applied()).containsExactly("a", "b");
  }
}
