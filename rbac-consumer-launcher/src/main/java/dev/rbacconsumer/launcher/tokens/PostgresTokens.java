package dev.rbacconsumer.launcher.tokens;

import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.metrics.TokenMetrics;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.PendingTokens;
import dev.rbacconsumer.core.token.TokenPlan;
import dev.rbacconsumer.core.token.TokenPlanner;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Listener that stores the consistency tokens of applied events in the tenants' table of a database
 * and sends the notifications that other programs wait for. Events wait in a bounded queue, from
 * which a thread writes; it starts with the first assignment or event. Thread-safe.
 */
public final class PostgresTokens implements AppliedEventListener, AutoCloseable {
  private static final Duration ABORT_TIME = Duration.ofSeconds(1);

  private final TokenPlanner planner;
  private final PendingTokens pending;
  private final TokenDatabase database;
  private final TokenMetrics metrics;
  private final TokenLog log;
  private final Thread writer;
  private final Duration maxWait;
  private final Duration flushTime;
  private boolean started;

  /**
   * Creates a listener that is not connected.
   *
   * @param flushTime longest time for {@link #close} to write what waits
   */
  public PostgresTokens(
      TokenSettings.Postgres settings,
      TokenMetrics metrics,
      DeliveryRuntime host,
      Duration flushTime) {
    this.planner = new TokenPlanner(settings.channel());
    this.pending = new PendingTokens(settings.queue(), host.clock(), metrics);
    this.database = new TokenDatabase(settings);
    this.metrics = metrics;
    this.maxWait = settings.maxWait();
    this.flushTime = flushTime;
    this.log =
        new TokenLog(LoggerFactory.getLogger(PostgresTokens.class), host.clock(), database.place());
    this.writer =
        new Thread(
            new TokenWriter(pending, database, metrics, log, host.jitter()), "consistency-tokens");
    writer.setDaemon(true);
    metrics.pending(pending::size, pending::oldestAge);
  }

  @Override
  public Optional<String> applied(AppliedEvent event, Duration timeout)
      throws InterruptedException {
    start();
    TokenPlan plan = planner.plan(event);
    plan.skipped().ifPresent(reason -> metrics.skipped(reason, 1));
    List<String> problems = new ArrayList<>(plan.refusals());
    metrics.dropped(DropReason.REFUSED, problems.size());
    if (!plan.writes().isEmpty()) {
      Duration wait = maxWait.compareTo(timeout) < 0 ? maxWait : timeout;
      switch (pending.add(event.partition(), plan.writes(), wait)) {
        case QUEUED -> {}
        case OLDEST_DROPPED ->
            problems.add("the queue of tokens for the database is full: the oldest was dropped");
        case REFUSED ->
            problems.add("a token was dropped: its partition was revoked, or the process ends");
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** Returns an observer that passes on the moves of partitions. */
  public DeliveryObserver partitions() {
    return new SelectiveObserver() {
      @Override
      public void onAssigned(InstanceEvent.Assigned event) {
        start();
        pending.assigned(event.partitions());
      }

      @Override
      public void onRevoked(InstanceEvent.Revoked event) {
        pending.moved(event.partitions());
      }

      @Override
      public void onLost(InstanceEvent.Lost event) {
        pending.moved(event.partitions());
      }
    };
  }

  /** Writes what waits, within the time for it, and closes the connection. */
  @Override
  public void close() {
    pending.close();
    boolean interrupted = !join(flushTime);
    if (writer.isAlive()) {
      database.abort();
      writer.interrupt();
      interrupted |= !join(ABORT_TIME);
    }
    int left = pending.dropRest();
    if (left > 0) {
      log.left(left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      writer.start();
    }
  }

  /** Returns false if the calling thread was interrupted. */
  private boolean join(Duration atMost) {
    try {
      writer.join(atMost.toMillis());
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }
}
