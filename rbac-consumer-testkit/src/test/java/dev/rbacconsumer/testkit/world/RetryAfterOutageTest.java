package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When lanes that wait for another service try again, once that answers. */
class RetryAfterOutageTest {
  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryWorld world =
      new DeliveryWorld(
          sink,
          (change, fence, timeout) -> new Outcome.RetryLater("unavailable", "down", false),
          sink,
          DeadLetters.none(),
          LaneSettings.DEFAULT,
          0.5);

  /** Time since the request at which each partition tried for the first time. */
  private final Map<Integer, Duration> tried = new TreeMap<>();

  private Duration requested = Duration.ZERO;

  @BeforeEach
  void noteAttempts() {
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onRetrying(RecordEvent.Retrying event) {
            tried.putIfAbsent(
                event.record().partition().number(), world.time().elapsed().minus(requested));
          }
        });
  }

  @Test
  void eachLaneThatWaitsHasItsShareOfHalfASecond() {
    waitFor(0, 1);

    request();
    world.runFor(ofSeconds(1));

    assertThat(tried).containsExactly(Map.entry(0, ofMillis(125)), Map.entry(1, ofMillis(375)));
  }

  @Test
  void lanesThatDoNotWaitTakeNoShare() {
    for (int i = 0; i < 4; i++) {
      world.source().assign(new PartitionId("outbox", i));
    }
    waitFor(4);

    request();
    world.runFor(ofSeconds(1));

    assertThat(tried).containsExactly(Map.entry(4, ofMillis(250)));
  }

  @Test
  void aSecondRequestIsHeardAMinuteAfterTheFirst() {
    waitFor(0);
    request();
    world.runFor(ofSeconds(60));

    request();
    world.runFor(ofSeconds(1));

    assertThat(tried).containsExactly(Map.entry(0, ofMillis(250)));
  }

  @Test
  void aSecondRequestThatComesSoonerWaitsForTheEndOfTheMinute() {
    waitFor(0);
    request();
    world.runFor(ofSeconds(59));

    request();
    world.runFor(ofMillis(1_200));
    assertThat(tried).isEmpty();

    world.runFor(ofSeconds(1));
    assertThat(tried).containsOnlyKeys(0);
  }

  private void waitFor(int... partitions) {
    for (int number : partitions) {
      PartitionId partition = new PartitionId("outbox", number);
      world.source().append(partition, ScriptedSink.value("ann"));
      world.source().assign(partition);
    }
    world.runFor(ofMinutes(20));
  }

  private void request() {
    tried.clear();
    requested = world.time().elapsed();
    world.retryAfterOutage();
  }
}
