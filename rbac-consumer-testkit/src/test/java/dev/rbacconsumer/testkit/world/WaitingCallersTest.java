package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.RememberedWorlds.P0;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.append;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.id;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.message;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.refused;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.testkit.ManualClock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Callers that wait until an event is applied. */
class WaitingCallersTest {
  private final AppliedEvents events = new AppliedEvents(3, 2, new ManualClock());
  private final RememberedWorlds worlds = new RememberedWorlds(events);
  private final Queue<Runnable> handedOver = new ArrayDeque<>();

  @Test
  void aCallerThatWaitsIsAnsweredOnItsExecutorAndNotByTheLane() {
    // Given
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    CompletableFuture<EventState> waiting = waitFor(1, handedOver::add);

    // When
    append(world, message(1, "ann"));
    world.runFor(ofSeconds(1));

    // Then
    assertThat(waiting).isNotDone();
    assertThat(handedOver).hasSize(1);
    handedOver.remove().run();
    assertThat(waiting).isCompletedWithValue(events.find(id(1)));
    assertThat(waiting.join()).isInstanceOf(EventState.Applied.class);
    assertThat(events.waiterCount()).isZero();
  }

  @Test
  void allCallersThatWaitForOneEventAreAnswered() {
    DeliveryWorld world =
        worlds.world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.SKIP)));
    List<CompletableFuture<EventState>> waiting =
        List.of(waitFor(1, Runnable::run), waitFor(1, Runnable::run));
    append(world, refused(1));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(waiting)
        .allSatisfy(it -> assertThat(it.join()).isInstanceOf(EventState.PassedOver.class));
  }

  @Test
  void aSettledEventIsAnsweredAtOnce() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    CompletableFuture<EventState> answer = waitFor(1, handedOver::add);

    assertThat(answer).isCompletedWithValue(events.find(id(1)));
    assertThat(handedOver).isEmpty();
  }

  @Test
  void callersAreLimitedAndOneThatGivesUpMakesRoom() {
    CompletableFuture<EventState> first = waitFor(1, handedOver::add);
    CompletableFuture<EventState> second = waitFor(2, handedOver::add);
    assertThat(events.whenSettled(id(3), handedOver::add)).isEmpty();

    assertThat(first.cancel(false)).isTrue();
    second.complete(new EventState.Unknown(id(2)));

    assertThat(events.waiterCount()).isZero();
    assertThat(events.whenSettled(id(3), handedOver::add)).isPresent();
  }

  @Test
  void anExecutorThatIsShutDownHoldsNothingUp() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    CompletableFuture<EventState> waiting =
        waitFor(
            1,
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    append(world, message(1, "ann"));
    append(world, message(2, "bob"));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(waiting).isNotDone();
    assertThat(world.timeline()).contains("0s applied p0@0", "0s applied p0@1");
    assertThat(world.timeline()).noneMatch(line -> line.contains("not told"));
  }

  private CompletableFuture<EventState> waitFor(int number, Consumer<Runnable> handOver) {
    return events.whenSettled(id(number), handOver).orElseThrow();
  }
}
