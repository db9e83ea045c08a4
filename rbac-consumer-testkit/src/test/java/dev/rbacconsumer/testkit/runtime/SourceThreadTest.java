package dev.rbacconsumer.testkit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is known of the thread from outside, however it ends. */
final class SourceThreadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final InMemorySource source = new InMemorySource();

  @Test
  void anEndThatWasOrderedIsNoDefect() throws InterruptedException {
    SourceThread thread = thread(event -> {});
    thread.start();
    assertThat(thread.isBroken()).isFalse();

    thread.stop();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.isBroken()).isFalse();
    assertThat(thread.failure()).isNull();
  }

  @Test
  void whoWaitsForAThreadThatNeverStartedIsNotKeptWaiting() throws InterruptedException {
    SourceThread thread = thread(event -> {});

    assertThat(thread.awaitEnd(LONG)).isTrue();
    thread.awaitEnd();
  }

  @Test
  void afterAStopItOnlyClosesTheSource() throws InterruptedException {
    SourceThread thread = thread(event -> {});
    source.assign(P0);
    thread.stop();

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(source.hasNews()).as("the assignment is not taken").isTrue();
    assertThat(source.isClosed()).isTrue();
    assertThat(thread.isBroken()).isFalse();
  }

  @Test
  void anEndThatNoOneOrderedIs() throws InterruptedException {
    SourceThread thread =
        thread(
            event -> {
              if (event instanceof InstanceEvent.Polled) {
                throw new IllegalStateException("defect");
              }
            });

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.isBroken()).isTrue();
    assertThat(thread.failure()).hasMessage("defect");
  }

  @Test
  void anInterruptionFromOutsideIsOneThoughNothingFailed() throws InterruptedException {
    source.failPoll("no connection");
    SourceThread thread =
        thread(
            event -> {
              if (event instanceof InstanceEvent.SourceFailed) {
                Thread.currentThread().interrupt();
              }
            });

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure()).isInstanceOf(InterruptedException.class);
    assertThat(thread.isBroken()).isTrue();
  }

  @Test
  void anErrorOfTheVirtualMachineInALaneIsReportedByFutureAndCallback()
      throws InterruptedException {
    OutOfMemoryError thrown = new OutOfMemoryError("Java heap space");
    List<Throwable> called = new CopyOnWriteArrayList<>();
    SourceThread thread = thread(event -> {}, failing(thrown));
    thread.onFailure(called::add);
    CompletableFuture<Void> completion = thread.completion();
    publish();

    thread.start();

    assertThat(completion)
        .failsWithin(LONG)
        .withThrowableOfType(ExecutionException.class)
        .withRootCauseExactlyInstanceOf(OutOfMemoryError.class);
    assertThat(thread.failure()).hasRootCause(thrown);
    assertThat(thread.isBroken()).isTrue();
    assertThat(called).containsExactly(thread.failure());
  }

  @Test
  void aStopInOrderCompletesAndCallsNoOne() throws InterruptedException {
    List<Throwable> called = new CopyOnWriteArrayList<>();
    SourceThread thread = thread(event -> {});
    thread.onFailure(called::add);

    thread.start();
    thread.stop();

    assertThat(thread.completion()).succeedsWithin(LONG);
    assertThat(called).isEmpty();
  }

  @Test
  void aLaneThatDiesDuringTheStopIsNoStopInOrder() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    SourceThread thread =
        thread(
            event -> {},
            (change, fence, timeout) -> {
              called.countDown();
              stopped.await();
              throw new OutOfMemoryError("Java heap space");
            });
    publish();
    thread.start();
    called.await();

    thread.stop();
    stopped.countDown();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure()).hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anErrorWhileTheSourceIsClosedIsNoStopInOrder() throws InterruptedException {
    CountDownLatch polled = new CountDownLatch(1);
    SourceThread thread =
        thread(
            event -> {
              if (event instanceof InstanceEvent.Polled) {
                polled.countDown();
              }
              if (event instanceof InstanceEvent.Revoked) {
                throw new LinkageError("no such class");
              }
            });
    source.assign(P0);
    thread.start();
    assertThat(polled.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

    thread.stop();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure()).hasMessage("no such class");
  }

  @Test
  void aCallbackThatThrowsKeepsNoOneWaiting() throws InterruptedException {
    SourceThread thread = thread(event -> {}, failing(new OutOfMemoryError("Java heap space")));
    thread.onFailure(
        failure -> {
          throw new IllegalStateException("no such receiver");
        });
    publish();

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.completion()).failsWithin(LONG);
  }

  private void publish() {
    source.append(
        P0,
        OutboxMessages.relations()
            .add(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann"))
            .build());
    source.assign(P0);
  }

  private static RelationSink failing(Error thrown) {
    return (change, fence, timeout) -> {
      throw thrown;
    };
  }

  private SourceThread thread(DeliveryObserver observer) {
    return thread(observer, new InMemoryRelations());
  }

  private SourceThread thread(DeliveryObserver observer, RelationSink sink) {
    Delivery delivery =
        Delivery.of(source, sink, new InMemoryRelations(), JvmRuntime.create())
            .withObserver(observer);
    return new SourceThread(
        delivery.dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults("group")));
  }
}
