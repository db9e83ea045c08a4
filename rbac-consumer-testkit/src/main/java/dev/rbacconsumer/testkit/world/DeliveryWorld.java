package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.delivery.OperatorActions;
import dev.rbacconsumer.core.delivery.StallDetector;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.SteppedSleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs one instance over an in-memory source, step by step in one thread. Lanes, commits and waits
 * run exactly as in production, in virtual time. Not thread-safe.
 */
public final class DeliveryWorld {
  private static final String GROUP = "group";

  /** Settings of the source thread, which commits at once, so that no test has to wait for it. */
  private static final DispatcherSettings DISPATCHING =
      DispatcherSettings.defaults(GROUP).withCommitInterval(Duration.ZERO);

  private final ManualClock time = new ManualClock();
  private final InMemorySource source = new InMemorySource();
  private final SteppedLanes lanes = new SteppedLanes(time);
  private final List<DeliveryObserver> observers = new ArrayList<>();
  private final Timeline timeline = new Timeline(time);
  private final SteppedSleeper ownSleeper;
  private final Dispatcher dispatcher;

  /**
   * @param decoder decoder under test, or the product's own
   * @param sink sink under test, or a fake
   * @param fences fence authority under test, or a fake
   * @param deadLetters dead letters under test, or a fake
   * @param settings settings of every lane
   * @param draw result of every random draw, from 0 (included) to 1 (excluded)
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
   * Creates an instance whose random draws are all 0.
   *
   * @param types types whose messages go to their own handlers; all others are handled as in the
   *     product
   * @param relations store and fence authority
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
    this(changes, sink, fences, DeliveryMode.DELIVER, settings, DISPATCHING, draw);
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

  /** Creates an instance with default settings, and with the shortest waits that jitter allows. */
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
   * Creates an instance whose random draws are all 0.
   *
   * @param relations store and fence authority
   * @param settings settings of every lane
   * @param changes replaces ports of the instance; the observer is always the world's own
   */
  public static DeliveryWorld over(
      InMemoryRelations relations, LaneSettings settings, UnaryOperator<Delivery> changes) {
    return new DeliveryWorld(changes, relations, relations, settings, 0);
  }

  /**
   * Creates an instance whose random draws are all 0.
   *
   * @param relations store and fence authority
   * @param onDataLoss policy for a log that no longer holds the next record
   */
  public static DeliveryWorld over(InMemoryRelations relations, DataLossPolicy onDataLoss) {
    return over(relations, LaneSettings.DEFAULT, onDataLoss);
  }

  /**
   * Creates an instance whose random draws are all 0.
   *
   * @param relations store and fence authority
   * @param settings settings of every lane
   * @param onDataLoss policy for a log that no longer holds the next record
   */
  public static DeliveryWorld over(
      InMemoryRelations relations, LaneSettings settings, DataLossPolicy onDataLoss) {
    return new DeliveryWorld(
        UnaryOperator.identity(),
        relations,
        relations,
        DeliveryMode.DELIVER,
        settings,
        DISPATCHING.withOnDataLoss(onDataLoss),
        0);
  }

  /**
   * Creates an instance whose random draws are all 0.
   *
   * @param relations store and fence authority
   * @param dispatching settings of the source thread
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
   * Creates a dry run, whose random draws are all 0.
   *
   * @param sink sink, which is not called; neither is {@code fences}
   * @param settings settings of every lane
   * @param onDataLoss policy for a log that no longer holds the next record
   * @param changes replaces ports of the instance; the observer is always the world's own
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
        DISPATCHING.withOnDataLoss(onDataLoss),
        0);
  }

  /** Returns the source, with the records and the group. */
  public InMemorySource source() {
    return source;
  }

  /** Returns the clock of all parts of the instance. */
  public ManualClock time() {
    return time;
  }

  /** Returns the timeline so far, with one line for each event whose order matters. */
  public List<String> timeline() {
    return timeline.lines();
  }

  /** Returns the detector of stalls; only the test itself calls it. */
  public StallDetector stalls() {
    return dispatcher.stalls();
  }

  /** Returns the receiver of the actions of operators. */
  public OperatorActions actions() {
    return dispatcher.actions();
  }

  /** Returns the status of delivery. */
  public DeliveryStatus status() {
    return dispatcher.status();
  }

  /** Adds another observer of the events. */
  public void observe(DeliveryObserver observer) {
    observers.add(observer);
  }

  /** Runs the instance, and skips the time without events. */
  public void runFor(Duration duration) {
    Duration end = time.elapsed().plus(duration);
    while (time.elapsed().compareTo(end) < 0) {
      // The source does not wait: only the second idle poll shows for how long it would.
      boolean busy = round();
      busy = busy || round();
      if (!busy && (ownSleeper.isAsleep() || !source.hasNews())) {
        Duration left = end.minus(time.elapsed());
        Duration next = untilNextRound();
        time.advance(next.compareTo(left) < 0 ? next : left);
      }
    }
  }

  /**
   * Runs all steps that the lanes can make now. If an observer calls this, the steps run in the
   * middle of the source thread's work, as with lanes in their own threads.
   */
  public void runLanes() {
    boolean stepped = true;
    while (stepped) {
      stepped = lanes.stepAll();
    }
  }

  /** Reports that a service other than the store answers again. */
  public void retryAfterOutage() {
    dispatcher.retryAfterOutage();
  }

  /** Stops the instance as a signal would. */
  public void stop() {
    dispatcher.close();
  }

  /** Returns the time until the next round: an idle instance still ends its last poll in time. */
  private Duration untilNextRound() {
    List<Duration> waits = source.waits();
    long poll = waits.isEmpty() ? 0 : Math.max(1, waits.get(waits.size() - 1).toNanos());
    return Duration.ofNanos(Math.min(poll, lanes.untilNextWake()));
  }

  private boolean round() {
    pollOnce();
    return stepLanes();
  }

  /** Runs one round of the source thread. */
  void pollOnce() {
    try {
      if (!ownSleeper.isAsleep()) {
        dispatcher.runOnce();
      }
    } catch (SourceException | InterruptedException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Runs one step of each lane, and returns whether a lane had one. */
  boolean stepLanes() {
    return lanes.stepAll();
  }

  private void report(DeliveryEvent event) {
    observers.forEach(observer -> observer.on(event));
  }
}
