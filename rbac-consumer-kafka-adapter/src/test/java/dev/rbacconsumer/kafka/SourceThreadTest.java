package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.lane.Delivery;
import dev.rbacconsumer.core.lane.DispatcherSettings;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is known of the thread from outside, however it ends. */
final class SourceThreadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

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
  void anEndThatNobodyOrderedIs() throws InterruptedException {
    SourceThread thread =
        thread(
            event -> {
              if (event instanceof DeliveryEvent.Polled) {
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
              if (event instanceof DeliveryEvent.SourceFailed) {
                Thread.currentThread().interrupt();
              }
            });

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure()).isNull();
    assertThat(thread.isBroken()).isTrue();
  }

  private SourceThread thread(DeliveryObserver observer) {
    InMemoryRelations store = new InMemoryRelations();
    Delivery delivery = Delivery.of(source, store, store, JvmHost.create()).withObserver(observer);
    return new SourceThread(
        delivery.dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults("group")));
  }
}
