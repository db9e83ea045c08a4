package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.record;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies that an instance notices the return of the store without waiting for records. */
class DeliveryOutageTest {
  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final List<NotedSleeper> sleepers = new ArrayList<>();
  private final List<SteppedLane> lanes = new ArrayList<>();
  private final Store store = new Store();

  @Test
  void aProbeThatTheStoreAnswersAfterAnOutageWakesTheSourceThread() throws Exception {
    Dispatcher dispatcher = ownAPartition();
    store.answers = false;
    source.polls.add(() -> List.of(record(0)));
    dispatcher.runOnce();
    source.commits.remove().finished(null);
    for (int second = 0; second < 20; second++) {
      runLaneFor(ofSeconds(1));
    }
    source.calls.clear();
    assertThat(store.probes).isPositive();

    store.answers = true;
    store.appliesNothing = true;
    runLaneFor(ofSeconds(2));

    assertThat(source.calls).containsExactly("wake");
  }

  private Dispatcher ownAPartition() throws Exception {
    DeliveryRuntime host =
        new DeliveryRuntime(
            parts.clock,
            () -> 0,
            () -> {
              NotedSleeper sleeper = new NotedSleeper();
              sleepers.add(sleeper);
              return sleeper;
            },
            (partition, task) -> {
              SteppedLane lane = new SteppedLane(task, sleepers.get(sleepers.size() - 1));
              lanes.add(lane);
              return lane;
            });
    Dispatcher dispatcher =
        Delivery.of(source, store, parts.fences, host)
            .withDecoder(parts.decoder)
            .withObserver(parts.events::add)
            .dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults("group"));
    dispatcher.open();
    source.inPoll(() -> source.listener().assigned(Set.of(P0)));
    dispatcher.runOnce();
    lanes.get(0).run();
    dispatcher.runOnce();
    source.answer(P0, ScriptedSource.log("a", 0, 9));
    dispatcher.runOnce();
    lanes.get(0).run();
    return dispatcher;
  }

  private void runLaneFor(Duration duration) {
    parts.clock.advance(duration);
    sleepers.get(1).wake();
    lanes.get(0).run();
  }

  /** A store that can be probed. */
  private static final class Store implements RelationSink {
    private boolean answers = true;
    private boolean appliesNothing;
    private int probes;

    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
      return answers && !appliesNothing ? SharedParts.APPLIED : SharedParts.UNAVAILABLE;
    }

    @Override
    public Optional<Probe> probe() {
      return Optional.of(
          timeout -> {
            probes++;
            return answers;
          });
    }
  }
}
