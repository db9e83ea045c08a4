package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.AppliedListener;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.lane.InFlightRecord;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Specifies when listeners are notified on the thread that receives the answer of the store. */
class AppliedNotifierTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Optional<ConsistencyToken> TOKEN = Optional.of(new ConsistencyToken("t1"));

  private final List<DeliveryEvent> reported = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  @Test
  void listenersMayBlockIfOneOfEventsSaysSoOrOneOfTokensListens() {
    assertThat(notifier(() -> false, () -> false).mayBlock()).isFalse();
    assertThat(notifier(() -> false, () -> true).mayBlock()).isTrue();
    assertThat(notifier(() -> true, () -> false).mayBlock()).isTrue();
  }

  @Test
  void aListenerThatFailsWhenItIsAskedMayBlock() {
    BooleanSupplier failing =
        () -> {
          throw new IllegalStateException("not open");
        };

    assertThat(notifier(failing, () -> false).mayBlock()).isTrue();
    assertThat(notifier(() -> false, failing).mayBlock()).isTrue();
  }

  @Test
  void anErrorOfTheVirtualMachineWhenAListenerIsAskedIsRethrown() {
    BooleanSupplier broken =
        () -> {
          throw new OutOfMemoryError("no room");
        };

    assertThatThrownBy(notifier(() -> false, broken)::mayBlock)
        .isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(notifier(broken, () -> false)::mayBlock)
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void atOnceEachEventIsPassedInItsOrderAndNoToken() throws InterruptedException {
    notifier(() -> false, () -> false)
        .notifyAtOnce(List.of(relations(0), tombstone(1), relations(2)), TOKEN);

    assertThat(calls).containsExactly("event 0 t1", "event 2 t1");
    assertThat(reported).isEmpty();
  }

  @Test
  void aListenerThatThrowsAtOnceIsReportedAndTheNextEventsArePassed() throws InterruptedException {
    AppliedNotifier notifier =
        new AppliedNotifier(
            ConsistencyTokenListener.ignored(),
            (event, timeout) -> {
              calls.add("event " + event.offset());
              throw new IllegalStateException("a defect");
            },
            reported::add,
            TIMEOUT);

    notifier.notifyAtOnce(List.of(relations(0), relations(1)), TOKEN);

    assertThat(calls).containsExactly("event 0", "event 1");
    assertThat(reported)
        .filteredOn(RecordEvent.ListenerFailed.class::isInstance)
        .containsExactly(failed(0), failed(1));
  }

  private AppliedNotifier notifier(BooleanSupplier isListening, BooleanSupplier mayBlock) {
    return new AppliedNotifier(
        new Tokens(isListening), new Events(mayBlock), reported::add, TIMEOUT);
  }

  private static RecordEvent failed(long offset) {
    return new RecordEvent.ListenerFailed(
        record(offset, "v"),
        AppliedListener.APPLIED_EVENTS,
        "it threw java.lang.IllegalStateException: a defect");
  }

  private static InFlightRecord relations(long offset) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#member@rbac/principal:p" + offset);
    TupleChange change = TupleChange.net(List.of(), List.of(tuple));
    RelationsEvent event = new RelationsEvent(EventMetadata.UNKNOWN, change, 0, false);
    return entry(record(offset, "v"), new Decoding.Relations(event));
  }

  private static InFlightRecord tombstone(long offset) {
    return entry(record(offset, "v"), new Decoding.Tombstone());
  }

  private static InFlightRecord entry(SourceRecord record, Decoding decoding) {
    return InFlightRecord.of(record, decoding, 0);
  }

  private final class Tokens implements ConsistencyTokenListener {
    private final BooleanSupplier listening;

    Tokens(BooleanSupplier listening) {
      this.listening = listening;
    }

    @Override
    public Optional<String> written(EventMetadata event, ConsistencyToken token, Duration timeout) {
      calls.add("token " + token.value());
      return Optional.empty();
    }

    @Override
    public boolean isListening() {
      return listening.getAsBoolean();
    }
  }

  private final class Events implements AppliedEventListener {
    private final BooleanSupplier blocking;

    Events(BooleanSupplier blocking) {
      this.blocking = blocking;
    }

    @Override
    public Optional<String> applied(AppliedEvent event, Duration timeout) {
      calls.add("event " + event.offset() + event.token().map(it -> " " + it.value()).orElse(""));
      return Optional.empty();
    }

    @Override
    public boolean mayBlock() {
      return blocking.getAsBoolean();
    }
  }
}
