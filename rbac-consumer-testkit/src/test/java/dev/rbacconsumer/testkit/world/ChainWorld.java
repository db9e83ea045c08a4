package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.InMemoryRelations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One instance with one partition, whose sink applies changes one after another in one call. */
final class ChainWorld {
  static final PartitionId P0 = new PartitionId("outbox", 0);

  /** What cannot be applied is skipped. */
  static final LaneSettings SETTINGS =
      LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.SKIP));

  final ScriptedSink store = new ScriptedSink();
  final ChainingSink sink = new ChainingSink(store);
  private final List<DeliveryEvent> events = new ArrayList<>();
  private MessageDecoder decoder = store;
  private @Nullable DeliveryWorld world;

  /** Makes the first calls of the decoder for a value fail. */
  void failDecoder(String value, Throwable thrown, int calls) {
    int[] left = {calls};
    decoder =
        record -> {
          if (Arrays.equals(record.value(), ScriptedSink.value(value)) && left[0]-- > 0) {
            ChainWorld.<RuntimeException>sneak(thrown);
          }
          return store.decode(record);
        };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Starts the instance, and assigns the partition to it. */
  void start(LaneSettings settings) {
    start(settings, UnaryOperator.identity());
  }

  /**
   * Starts the instance, and assigns the partition to it.
   *
   * @param changes replaces ports of the instance
   */
  void start(LaneSettings settings, UnaryOperator<Delivery> changes) {
    DeliveryWorld started =
        DeliveryWorld.over(
            new InMemoryRelations(),
            settings,
            it -> changes.apply(it.withDecoder(decoder).withSink(sink).withFences(store)));
    world = started;
    started.observe(events::add);
    started.source().assign(P0);
  }

  DeliveryWorld world() {
    DeliveryWorld started = world;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  void append(String... values) {
    for (String value : values) {
      world().source().append(P0, ScriptedSink.value(value));
    }
  }

  void runFor(Duration duration) {
    world().runFor(duration);
  }

  List<String> timeline() {
    return world().timeline();
  }

  /** Runs something once, in the middle of a chain, before the change of an offset. */
  void before(long offset, ChainingSink.Call action) {
    sink.beforeChange(
        record -> {
          if (record.offset().value() == offset) {
            sink.beforeChange(it -> {});
            action.run();
          }
        });
  }

  /** Runs something once, in the middle of a chain, after the answer about an offset. */
  void after(long offset, Runnable action) {
    sink.afterAnswer(
        record -> {
          if (record.offset().value() == offset) {
            sink.afterAnswer(it -> {});
            action.run();
          }
        });
  }

  /** Requests an action of an operator, which the source thread begins at once. */
  void request(OperatorAction action) {
    ActionRequest request = new ActionRequest(P0, action, "ann", "a test", world().time().now());
    world().actions().request(request, Duration.ofSeconds(10), reply -> {});
    world().pollOnce();
  }

  long committed() {
    return world().source().committed().get(P0).value();
  }

  /** Returns the subject of each change that the store has applied: of its first message. */
  List<String> applied() {
    return store.applied.stream().map(it -> it.substring(0, it.indexOf(' '))).toList();
  }

  /** Returns the ports that have thrown, with the offset of the record each time. */
  List<String> failed() {
    return events(PartitionEvent.PortFailed.class).stream()
        .map(it -> it.port() + it.record().map(record -> " " + record.offset()).orElse(""))
        .toList();
  }

  List<DeliveryEvent> aboutRecords() {
    return aboutRecords(events);
  }

  /** Returns the events whose order does not depend on the source thread. */
  static List<DeliveryEvent> aboutRecords(List<DeliveryEvent> of) {
    return of.stream()
        .filter(it -> it instanceof RecordEvent || it instanceof PartitionEvent.ChangeApplied)
        .toList();
  }

  <E extends DeliveryEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
