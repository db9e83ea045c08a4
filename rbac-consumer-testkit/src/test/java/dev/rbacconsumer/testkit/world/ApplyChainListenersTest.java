package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.ScriptedSink.UNAVAILABLE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.testkit.AppliedProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifies what listeners and the scope of a record have to do with a chain of changes. */
class ApplyChainListenersTest {
  private static final LaneSettings SETTINGS = ChainWorld.SETTINGS;

  private final ChainWorld chain = new ChainWorld();
  private final List<String> notes = new ArrayList<>();
  private final ThreadLocal<Optional<RecordContext>> scope =
      ThreadLocal.withInitial(Optional::empty);

  @Test
  void aListenerThatMayBlockGetsEveryEventAndThereIsNoChain() {
    AppliedEventsScript listener = noting();
    listener.mayBlock(true);
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener));
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).isEmpty();
    assertThat(notes).containsExactly("event 0", "event 1", "event 2");
    assertThat(chain.applied()).containsExactly("a", "b", "c");
  }

  @Test
  void whileAListenerOfTokensListensThereIsNoChain() {
    AppliedEventsScript listener = noting();
    AppliedProbe tokens = new AppliedProbe();
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener).withConsistencyTokens(tokens));
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).isEmpty();
    assertThat(notes).containsExactly("event 0", "event 1", "event 2");
  }

  @Test
  void aListenerThatDoesNotBlockIsNotifiedOfEachEventBeforeItsRecordIsApplied() {
    AppliedEventsScript listener = noting();
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener));
    chain
        .world()
        .observe(
            event -> {
              if (event instanceof RecordEvent.Applied it) {
                notes.add("applied " + it.record().offset());
              }
            });
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L, 2L));
    assertThat(notes)
        .containsExactly("event 0", "applied 0", "event 1", "applied 1", "event 2", "applied 2");
  }

  @Test
  void aRecordIsNotCommittedBeforeItsEventIsReported() {
    List<Long> committed = new ArrayList<>();
    AppliedEventsScript listener =
        new AppliedEventsScript(
            event -> {
              chain.world().pollOnce();
              committed.add(chain.committed());
            });
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener));
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L, 2L));
    assertThat(committed.get(1)).isLessThanOrEqualTo(1);
    assertThat(committed.get(2)).as("of 0 and 1, in the middle of the chain").isBetween(1L, 2L);
  }

  @Test
  void eachMessageOfABatchIsReported() {
    AppliedEventsScript listener = noting();
    chain.start(SETTINGS.withBatchMaxMessages(2), it -> it.withAppliedEvents(listener));
    chain.append("a", "b", "c", "d");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 2L));
    assertThat(notes).containsExactly("event 0", "event 1", "event 2", "event 3");
  }

  @Test
  void aListenerThatMayBlockFromNowOnEndsTheChain() {
    AppliedEventsScript listener = noting();
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener));
    chain.append("a", "b", "c", "d");
    chain.after(1, () -> listener.mayBlock(true));

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L));
    assertThat(notes).containsExactly("event 0", "event 1", "event 2", "event 3");
    assertThat(chain.applied()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheChain() {
    AppliedEventsScript listener =
        new AppliedEventsScript(
            event -> {
              throw new IllegalStateException("a defect");
            });
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener));
    chain.append("a", "b");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L));
    assertThat(chain.timeline())
        .contains("0s applied_events not told of p0@0", "0s applied_events not told of p0@1");
  }

  @Test
  void whatHappensInAChainIsWithinTheScopeOfItsRecord() {
    AppliedEventsScript listener =
        new AppliedEventsScript(event -> notes.add("event " + event.offset() + place()));
    startWithScope(listener);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L, 2L));
    assertThat(notes)
        .containsExactly(
            "Started 0 within 0",
            "event 0 within 0",
            "Applied 0 within 0",
            "Started 1 within 1",
            "event 1 within 1",
            "Applied 1 within 1",
            "Started 2 within 2",
            "event 2 within 2",
            "Applied 2 within 2");
    assertThat(place()).isEqualTo(" within nothing");
  }

  @Test
  void aFailureInTheMiddleIsWithinTheScopeOfItsRecord() {
    startWithScope(new AppliedEventsScript());
    chain.store.answer("b", UNAVAILABLE);
    chain.append("a", "b");

    chain.runFor(ofMillis(500));

    assertThat(notes)
        .containsExactly(
            "Started 0 within 0",
            "Applied 0 within 0",
            "Started 1 within 1",
            "Retrying 1 within 1");
  }

  /** The sink takes the first answer, and leaves the second one to the lane. */
  @Test
  void anAnswerThatTheSinkLeavesToTheLaneIsWithinTheScopeOfItsRecord() {
    startWithScope(new AppliedEventsScript(event -> notes.add("event" + place())));
    chain.sink.longest(2);
    chain.append("a", "b", "c");

    chain.runFor(ofSeconds(5));

    assertThat(chain.sink.chains()).containsExactly(List.of(0L, 1L), List.of(2L));
    assertThat(notes)
        .filteredOn(it -> it.startsWith("event"))
        .containsExactly("event within 0", "event within 1", "event within 2");
  }

  private AppliedEventsScript noting() {
    return new AppliedEventsScript(event -> notes.add("event " + event.offset()));
  }

  private void startWithScope(AppliedEventsScript listener) {
    chain.start(SETTINGS, it -> it.withAppliedEvents(listener).withScope(this::enter));
    chain
        .world()
        .observe(
            event -> {
              if (event instanceof RecordEvent it && !(it instanceof RecordEvent.Decoded)) {
                notes.add(it.getClass().getSimpleName() + " " + it.record().offset() + place());
              }
            });
  }

  private RecordScope.Open enter(RecordContext origin) {
    Optional<RecordContext> before = scope.get();
    scope.set(Optional.of(origin));
    return () -> scope.set(before);
  }

  private String place() {
    return " within " + scope.get().map(it -> "" + it.record().offset()).orElse("nothing");
  }
}
