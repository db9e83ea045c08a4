package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Wherever a lane hangs, it is told what it hangs in, as soon as that has had its time. */
class StalledCallTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration REPORT = ofSeconds(60);
  private static final Duration TIMEOUT = LaneSettings.DEFAULT.attemptTimeout();
  private static final FailurePolicies DEAD_LETTERS =
      FailurePolicies.all(FailurePolicy.DEAD_LETTER);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<String> seen = new ArrayList<>();
  private DeliveryWorld world = DeliveryWorld.over(relations, relations);

  @Test
  void inTheCallForAFence() {
    runWith(
        delivery ->
            delivery.withFences(
                (lockId, timeout) -> {
                  hang(TIMEOUT);
                  return new FenceOutcome.Acquired(new FenceToken(lockId, "token"));
                }));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 in a call");
  }

  /** An attempt may last as long as it gets on. */
  @Test
  void inAnApplyWhoseTimeBeginsAgainWithEachProgress() {
    RelationSink sink =
        new RelationSink() {
          @Override
          public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
            throw new AssertionError("delivery asks for progress");
          }

          @Override
          public Outcome apply(
              TupleChange change,
              FenceToken fence,
              Optional<TraceContext> trace,
              Duration timeout,
              Runnable progress) {
            for (int part = 0; part < 3; part++) {
              world.time().advance(TIMEOUT.plus(REPORT).minusNanos(1));
              progress.run();
            }
            hang(TIMEOUT);
            return new Outcome.Applied(Optional.empty());
          }
        };
    runWith(delivery -> delivery.withSink(sink));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 in a call");
  }

  @Test
  void inAHandler() {
    runWith(
        delivery ->
            delivery.withWorkspaces(
                (event, timeout) -> {
                  hang(TIMEOUT);
                  return new Outcome.Applied(Optional.empty());
                }));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 in a call");
  }

  @Test
  void inTheCallThatKeepsADeadLetter() {
    runWith(
        delivery ->
            delivery.withDeadLetters(
                (letter, timeout) -> {
                  hang(TIMEOUT);
                  return Optional.empty();
                }));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 in a call");
  }

  @Test
  void inAListenerWhichHasItsTimeoutBesideThatOfTheOther() {
    runWith(
        delivery ->
            delivery.withAppliedEvents(
                (event, timeout) -> {
                  hang(TIMEOUT.multipliedBy(2));
                  return Optional.empty();
                }));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 notifying listeners");
  }

  @Test
  void inADecoderWhichHasNoTimeToSpend() {
    runWith(
        delivery ->
            delivery.withDecoder(
                record -> {
                  if (record.offset().value() == 0) {
                    hang(Duration.ZERO);
                  }
                  return delivery.decoder().decode(record);
                }));

    assertThat(seen).containsExactly("nothing yet", "stalled p0 at work");
  }

  private void runWith(UnaryOperator<Delivery> changes) {
    world = DeliveryWorld.over(relations, LaneSettings.DEFAULT.withPolicies(DEAD_LETTERS), changes);
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#member@rbac/principal:ann");
    world.source().append(P0, OutboxMessages.relations().add(tuple).build());
    world.source().append(P0, OutboxMessages.workspace("create").build());
    world.source().append(P0, ScriptedSink.value("[]"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
  }

  /** Takes this time, and as much more as is not reported; then a moment more, and another look. */
  private void hang(Duration allowed) {
    world.time().advance(allowed.plus(REPORT).minusNanos(1));
    world.stalls().check(REPORT);
    seen.add(ofLane().isEmpty() ? "nothing yet" : String.join(", ", ofLane()));
    world.time().advance(Duration.ofNanos(1));
    world.stalls().check(REPORT);
    world.stalls().check(REPORT);
    seen.add(String.join(", ", ofLane()));
  }

  private List<String> ofLane() {
    return world.timeline().stream()
        .filter(line -> line.contains("stalled p0") || line.contains("moves again p0"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }
}
