package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With which code the process ends, and what the log says of it. */
@Timeout(120)
final class DeliveryServiceTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple MEMBER =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");

  private final InMemorySource source = new InMemorySource();
  private final InMemoryRelations store = new InMemoryRelations();
  private Optional<StoreWait> storeWait = Optional.empty();
  private Optional<String> reasonNotToStart = Optional.empty();

  @BeforeEach
  void publish() {
    source.append(P0, OutboxMessages.relations().add(MEMBER).build());
    source.assign(P0);
  }

  @Test
  void aStopInOrderIsZero() throws InterruptedException {
    DeliveryService service = service(store, UnaryOperator.identity());
    service.stop();

    assertThat(service.run()).isEqualTo(ExitCode.OK);
  }

  @Test
  void nothingIsReadBeforeTheStoreHasAnswered() throws InterruptedException {
    List<Boolean> readBefore = new ArrayList<>();
    storeWait =
        Optional.of(
            storeWait(
                timeout -> {
                  readBefore.add(!source.waits().isEmpty());
                  return readBefore.size() == 3;
                }));
    DeliveryService service = service(store, UnaryOperator.identity());
    Thread stopping =
        new Thread(
            () -> {
              Eventually.get(
                  () -> store.store().tuples(), it -> it.contains(MEMBER), Duration.ofMinutes(1));
              service.stop();
            });
    stopping.start();

    assertThat(service.run()).isEqualTo(ExitCode.OK);

    assertThat(readBefore).containsExactly(false, false, false);
  }

  @Test
  void aStopWhileTheStoreIsWaitedForIsZeroAndNothingIsRead() throws InterruptedException {
    List<DeliveryService> stopped = new ArrayList<>();
    storeWait =
        Optional.of(
            storeWait(
                timeout -> {
                  stopped.get(0).stop();
                  return false;
                }));
    stopped.add(service(store, UnaryOperator.identity()));
    reasonNotToStart = Optional.of("must not be looked for");

    try (CapturedLog log = CapturedLog.of(Delivery.LOGGER)) {
      assertThat(stopped.get(0).run()).isEqualTo(ExitCode.OK);

      assertThat(log.lines()).containsExactly("INFO RBAC Kafka consumer stopped");
    }
    assertThat(store.store().tuples()).isEmpty();
    assertThat(source.hasNews()).as("the assignment is not taken").isTrue();
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void aReasonNotToStartIsTwoAndNothingIsRead() {
    reasonNotToStart = Optional.of("the group reads another topic");

    assertThatThrownBy(() -> service(store, UnaryOperator.identity()).run())
        .isInstanceOfSatisfying(
            StartException.class, refused -> assertThat(refused.code()).isEqualTo(ExitCode.USAGE))
        .hasMessage("the group reads another topic");
    assertThat(store.store().tuples()).isEmpty();
  }

  @Test
  void aLaneThatDiesIsOneAndItsErrorIsInTheLog() throws InterruptedException {
    RelationSink dying =
        (change, fence, timeout) -> {
          throw new OutOfMemoryError("Java heap space");
        };
    try (CapturedLog log = CapturedLog.ofEverything()) {
      assertThat(service(dying, UnaryOperator.identity()).run()).isEqualTo(ExitCode.FAILURE);

      assertThat(log.hasStackTraces()).isTrue();
      assertThat(errors(log))
          .containsExactlyInAnyOrder(
              "ERROR The lane has ended because of an unexpected error (partition: 0, offset: 0):"
                  + " java.lang.OutOfMemoryError: Java heap space",
              "ERROR Delivery has ended because of an unexpected error",
              "ERROR RBAC Kafka consumer failed: java.lang.IllegalStateException: outbox-0: the"
                  + " lane died of a defect");
    }
  }

  /** An embedder whose observer logs nothing has the line of the source thread. */
  @Test
  void aLaneThatDiesIsInTheLogWhateverTheObserverDoes() throws InterruptedException {
    RelationSink dying =
        (change, fence, timeout) -> {
          throw new OutOfMemoryError("Java heap space");
        };
    try (CapturedLog log = CapturedLog.of(SourceThread.class)) {
      service(dying, delivery -> delivery.withObserver(event -> {})).run();

      assertThat(log.hasStackTraces()).isTrue();
      assertThat(errors(log)).hasSize(1);
    }
  }

  @Test
  void anErrorOfTheSinkIsRetriedAndIsInTheLogOnce() throws InterruptedException {
    AtomicBoolean first = new AtomicBoolean(true);
    RelationSink once =
        (change, fence, timeout) -> {
          if (first.getAndSet(false)) {
            throw new NoClassDefFoundError("org/example/Part");
          }
          return store.apply(change, fence, timeout);
        };
    DeliveryService service = service(once, UnaryOperator.identity());
    Thread stopping =
        new Thread(
            () -> {
              Eventually.get(
                  () -> store.store().tuples(), it -> it.contains(MEMBER), Duration.ofMinutes(1));
              service.stop();
            });
    try (CapturedLog log = CapturedLog.ofEverything()) {
      stopping.start();

      assertThat(service.run()).isEqualTo(ExitCode.OK);

      assertThat(log.hasStackTraces()).isTrue();
      assertThat(errors(log))
          .containsExactly(
              "ERROR Unexpected error in the relation sink (partition: 0, offset: 0):"
                  + " java.lang.NoClassDefFoundError: org/example/Part");
    }
  }

  @Test
  void aPolicyThatStopsIsOne() throws InterruptedException {
    source.append(P0, BadMessage.BLANK_RESOURCE_ID.message().at(P0, new Offset(1)).value());
    try (CapturedLog log = CapturedLog.ofEverything()) {
      assertThat(service(store, UnaryOperator.identity()).run()).isEqualTo(ExitCode.FAILURE);

      assertThat(log.hasStackTraces()).isFalse();
      assertThat(errors(log))
          .anyMatch(line -> line.startsWith("ERROR RBAC Kafka consumer stopped at outbox-0@1"));
    }
  }

  @Test
  void anErrorOfTheSourceThreadIsOne() throws InterruptedException {
    DeliveryObserver broken =
        event -> {
          if (event instanceof InstanceEvent.Polled) {
            throw new NoClassDefFoundError("org/example/Part");
          }
        };

    assertThat(service(store, delivery -> delivery.withObserver(broken)).run())
        .isEqualTo(ExitCode.FAILURE);
  }

  private static List<String> errors(CapturedLog log) {
    return log.lines().stream().filter(line -> line.startsWith("ERROR ")).toList();
  }

  private static StoreWait storeWait(RelationSink.Probe probe) {
    DeliveryRuntime host = JvmRuntime.create();
    return new StoreWait(probe, Duration.ofMinutes(2), host.clock(), host.sleepers().get());
  }

  private DeliveryService service(RelationSink sink, UnaryOperator<Delivery> changes) {
    FailurePolicies strict = FailurePolicies.all(FailurePolicy.STOP);
    Delivery delivery = changes.apply(Delivery.of(source, sink, store, JvmRuntime.create()));
    SourceThread thread =
        new SourceThread(
            delivery.dispatcher(
                LaneSettings.DEFAULT.withPolicies(strict), DispatcherSettings.defaults("group")));
    return new DeliveryService(thread, "outbox", storeWait, () -> reasonNotToStart);
  }
}
