package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Observer that keeps every event, and lets one test thread at a time wait for one. Thread-safe.
 */
public final class EventProbe implements DeliveryObserver {
  private final List<DeliveryEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore unseen = new Semaphore(0);

  @Override
  public void on(DeliveryEvent event) {
    if (!(event instanceof InstanceEvent.Polled)) {
      events.add(event);
      unseen.release();
    }
  }

  /** Returns all events except polls, in the order of their arrival. */
  public List<DeliveryEvent> events() {
    return List.copyOf(events);
  }

  /** Returns all events of one kind. */
  public <E extends DeliveryEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Waits for an event, which may already have arrived. Polls are not kept and cannot be awaited.
   *
   * @return the first event that fits
   * @throws AssertionError if none arrives in time; the message lists the events that arrived
   */
  public <E extends DeliveryEvent> E await(Class<E> kind, Predicate<E> condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (int next = 0; ; next++) {
      while (next >= events.size()) {
        awaitMore(kind, deadline, atMost);
      }
      DeliveryEvent event = events.get(next);
      if (kind.isInstance(event) && condition.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
  }

  private void awaitMore(Class<?> kind, long deadline, Duration atMost) {
    try {
      if (!unseen.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError(
            "want a %s within %s, got %s".formatted(kind.getSimpleName(), atMost, events));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an event", interrupted);
    }
  }
}
