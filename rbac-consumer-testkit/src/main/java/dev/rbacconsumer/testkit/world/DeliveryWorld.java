package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.lane.DataLossPolicy;
import dev.rbacconsumer.core.lane.Delivery;
import dev.rbacconsumer.core.lane.Dispatcher;
import dev.rbacconsumer.core.lane.DispatcherSettings;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.lane.StallDetector;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxDecoder;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.status.DeliveryStatus;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.SteppedSleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One instance over an in-memory source, stepped in one thread. Lanes, commits and waits run
 * exactly as in production, on virtual time. Not thread-safe.
 */
public final class DeliveryWorld {
  private static final String GROUP = "group";

  private final ManualClock time = new ManualClock();
  private final InMemorySource source = new InMemorySource();
  private final SteppedLanes lanes = new SteppedLanes(time);
  private final List<DeliveryObserver> observers = new ArrayList<>();
  private final Timeline timeline = new Timeline(time);
  private final SteppedSleeper ownSleeper;
  private final Dispatcher dispatcher;

  /**
   * @param decoder the one under test, or the product's own
   * @param sink the one under test, or a fake
   * @param fences the one under test, or a fake
   * @param deadLetters the one under test, or a fake
   * @param settings of every lane
   * @param draw every random draw, from 0 (included) to 1 (excluded)
   */
  public DeliveryWorld(
      MessageDecoder decoder,
      RelationSink sink,
      FenceAuthority fences,
      DeadLetters deadLetters,
      LaneSettings settings,
      double draw) {
    this(
        delivery -> delivery.withDecoder(decoder).withDeadLetters(deadLetters),
        sink,
        fences,
        settings,
        draw);
  }

  /**
   * An instance whose random draws are all 0.
   *
   * @param types messages of these go to handlers of their own, all others as the product does it
   * @param relations the store, and who says that a partition is ours
   */
  public DeliveryWorld(MessageTypes types, InMemoryRelations relations) {
    this(
        delivery -> delivery.withMessageTypes(types),
        relations,
        relations,
        LaneSettings.DEFAULT,
        0);
  }

  private DeliveryWorld(
      UnaryOperator<Delivery> changes,
      RelationSink sink,
      FenceAuthority fences,
      LaneSettings settings,
      double draw) {
    this(
        changes,
        sink,
        fences,
        DeliveryMode.DELIVER,
        settings,
        DispatcherSettings.defaults(GROUP),
        draw);
  }

  private DeliveryWorld(
      UnaryOperator<Delivery> changes,
      RelationSink sink,
      FenceAuthority fences,
      DeliveryMode mode,
      LaneSettings settings,
      DispatcherSettings dispatching,
      double draw) {
    DeliveryRuntime host = new DeliveryRuntime(time, () -> draw, lanes::newSleeper, lanes);
    Delivery delivery =
        changes.apply(Delivery.of(source, sink, fences, host)).withObserver(this::report);
    observers.add(timeline);
    dispatcher = delivery.dispatcher(mode, settings, dispatching);
    ownSleeper = lanes.claimOwn();
    dispatcher.open();
  }

  /** An instance as it is when nothing is set, with the shortest waits that jitter allows. */
  public static DeliveryWorld over(RelationSink sink, FenceAuthority fences) {
    return new DeliveryWorld(
        new OutboxDecoder(DecoderSettings.DEFAULT),
        sink,
        fences,
        DeadLetters.none(),
        LaneSettings.DEFAULT,
        0);
  }

  /**
   * An instance whose random draws are all 0.
   *
   * @param relations the store, and who says that a partition is ours
   * @param settings of every lane
   * @param changes exchanges ports of the instance; the observer is always the world's own
   */
  public static DeliveryWorld over(
      InMemoryRelations relations, LaneSettings settings, UnaryOperator<Delivery> changes) {
    return new DeliveryWorld(changes, relations, relations, settings, 0);
  }

  /**
   * An instance whose random draws are all 0.
   *
   * @param relations the store, and who says that a partition is ours
   * @param onDataLoss what happens where the log no longer holds what comes next
   */
  public static DeliveryWorld over(InMemoryRelations relations, DataLossPolicy onDataLoss) {
    return over(relations, LaneSettings.DEFAULT, onDataLoss);
  }

  /**
   * An instance whose random draws are all 0.
   *
   * @param relations the store, and who says that a partition is ours
   * @param settings of every lane
   * @param onDataLoss what happens where the log no longer holds what comes next
   */
  public static DeliveryWorld over(
      InMemoryRelations relations, LaneSettings settings, DataLossPolicy onDataLoss) {
    return new DeliveryWorld(
        UnaryOperator.identity(),
        relations,
        relations,
        DeliveryMode.DELIVER,
        settings,
        DispatcherSettings.defaults(GROUP).withOnDataLoss(onDataLoss),
        0);
  }

  /**
   * An instance whose random draws are all 0.
   *
   * @param relations the store, and who says that a partition is ours
   * @param dispatching how the source thread behaves
   */
  public static DeliveryWorld over(InMemoryRelations relations, DispatcherSettings dispatching) {
    return new DeliveryWorld(
        UnaryOperator.identity(),
        relations,
        relations,
        DeliveryMode.DELIVER,
        LaneSettings.DEFAULT,
        dispatching,
        0);
  }

  /**
   * A dry run, whose random draws are all 0.
   *
   * @param sink is not called, nor is {@code fences}
   * @param settings of every lane
   * @param onDataLoss what happens where the log no longer holds what comes next
   * @param changes exchanges ports of the instance; the observer is always the world's own
   */
  public static DeliveryWorld dryRun(
      RelationSink sink,
      FenceAuthority fences,
      LaneSettings settings,
      DataLossPolicy onDataLoss,
      UnaryOperator<Delivery> changes) {
    return new DeliveryWorld(
        changes,
        sink,
        fences,
        DeliveryMode.DRY_RUN,
        settings,
        DispatcherSettings.defaults(GROUP).withOnDataLoss(onDataLoss),
        0);
  }

  /** The records and the group. */
  public InMemorySource source() {
    return source;
  }

  /** The time, as every part of the instance sees it. */
  public ManualClock time() {
    return time;
  }

  /** What happened so far, a line for each event that matters to order. */
  public List<String> timeline() {
    return timeline.lines();
  }

  /** Finds what stands still without a reason; in a test nobody looks but the test itself. */
  public StallDetector stalls() {
    return dispatcher.stalls();
  }

  /** How everything stands. */
  public DeliveryStatus status() {
    return dispatcher.status();
  }

  /** Lets somebody else hear the events too. */
  public void observe(DeliveryObserver observer) {
    observers.add(observer);
  }

  /** Lets the instance run, skipping over the time in which nothing happens. */
  public void runFor(Duration duration) {
    Duration end = time.elapsed().plus(duration);
    while (time.elapsed().compareTo(end) < 0) {
      boolean busy = round();
      if (!busy && (ownSleeper.isAsleep() || !source.hasNews())) {
        Duration left = end.minus(time.elapsed());
        Duration next = untilNextRound();
        time.advance(next.compareTo(left) < 0 ? next : left);
      }
    }
  }

  /**
   * Lets the lanes do all that they can do now. Called by an observer, this happens in the middle
   * of what the source thread does, as with lanes that have threads of their own.
   */
  public void runLanes() {
    boolean stepped = true;
    while (stepped) {
      stepped = lanes.stepAll();
    }
  }

  /** Stops the instance as a signal would. */
  public void stop() {
    dispatcher.close();
  }

  /** An idle instance still polls in every poll timeout, and may have a failed commit to repeat. */
  private Duration untilNextRound() {
    long poll = DispatcherSettings.defaults(GROUP).pollTimeout().toNanos();
    return Duration.ofNanos(Math.min(poll, lanes.untilNextWake()));
  }

  private boolean round() {
    pollOnce();
    return stepLanes();
  }

  /** One round of the source thread. */
  void pollOnce() {
    try {
      if (!ownSleeper.isAsleep()) {
        dispatcher.runOnce();
      }
    } catch (SourceException | InterruptedException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Lets each lane do one thing. Returns whether one had something to do. */
  boolean stepLanes() {
    return lanes.stepAll();
  }

  private void report(DeliveryEvent event) {
    observers.forEach(observer -> observer.on(event));
  }
}
