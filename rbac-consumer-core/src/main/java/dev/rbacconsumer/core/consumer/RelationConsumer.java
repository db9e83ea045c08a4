package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.health.ProbeAnswer;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.HealthThread;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * A consumer that runs inside another program: it reads records, and applies their relation changes
 * in order, until it is closed or fails. Built by {@link #builder}:
 *
 * <pre>{@code
 * RelationConsumer consumer =
 *     RelationConsumer.builder()
 *         .source(KafkaSource.of("localhost:9092", "my-group", "outbox.event.relations"))
 *         .store(RelationsStore.at("localhost:9000"))
 *         .onFailure(failure -> shutDownService())
 *         .start();
 * }</pre>
 *
 * <p>It has no static state, installs no shutdown hook and never ends the process. When delivery
 * fails, it logs an error, runs the callbacks, and applies no more records; its status and its
 * health stay readable until {@link #close()}, which also frees its threads, its connection to the
 * store and its metrics. A consumer that is not closed keeps the JVM alive. Thread-safe.
 */
public final class RelationConsumer implements AutoCloseable {
  /** Longest time that {@link #close()} waits for the work in progress. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** Longest time until an action is answered; it has room for an attempt at a slow store. */
  private static final Duration ACTION_TIMEOUT = Duration.ofSeconds(25);

  private final String name;
  private final Logger log;
  private final Dispatcher dispatcher;
  private final SourceThread thread;
  private final HealthThread health;
  private final ConsumerReports reports;
  private final CloseStack resources;
  private final Clock clock;
  private final CompletableFuture<Optional<Throwable>> failure = new CompletableFuture<>();
  private final AtomicBoolean isLate = new AtomicBoolean();

  RelationConsumer(
      String name,
      Logger log,
      Dispatcher dispatcher,
      SourceThread thread,
      HealthThread health,
      ConsumerReports reports,
      CloseStack resources,
      List<Consumer<? super Throwable>> failures,
      Clock clock) {
    this.name = name;
    this.log = log;
    this.dispatcher = dispatcher;
    this.thread = thread;
    this.health = health;
    this.reports = reports;
    this.resources = resources;
    this.clock = clock;
    thread.onFailure(
        thrown -> {
          failures.forEach(callback -> notify(callback, thrown));
          failure.complete(Optional.of(thrown));
        });
  }

  /** Returns a builder without a source and a store. */
  public static ConsumerBuilder builder() {
    return new ConsumerBuilder();
  }

  /** Starts the threads. Leaves nothing open if that fails. */
  void begin() {
    var unused =
        thread
            .completion()
            .whenComplete((end, thrown) -> failure.complete(Optional.ofNullable(thrown)));
    try {
      health.start();
      thread.start();
    } catch (RuntimeException | Error failed) {
      try {
        thread.abandon();
      } finally {
        resources.close();
      }
      throw failed;
    }
  }

  /** Returns the name of the consumer, which its threads and its logger carry. */
  public String name() {
    return name;
  }

  /** Returns the current status. Does not wait. */
  public StatusSnapshot status() {
    return reports.snapshot();
  }

  /**
   * Returns the current status as the JSON document of {@code docs/status.md}, on one line. Does
   * not wait.
   */
  public String statusJson() {
    return reports.json();
  }

  /** Checks the health, and returns the result. Does not wait. */
  public HealthView health() {
    return health.check();
  }

  /** Returns the answer to a health probe of a platform such as Kubernetes. Does not wait. */
  public ProbeAnswer probe(Probe probe) {
    return probe.answer(health(), reports.degradations().list());
  }

  /**
   * Returns a future that completes when delivery has ended: with the failure that ended it, or
   * empty after an end in order. Each call returns its own future: keep it instead of asking again
   * and again.
   */
  public CompletableFuture<Optional<Throwable>> failure() {
    return failure.copy();
  }

  /**
   * Adds a callback for the failure that ends delivery. It is called at once if delivery has failed
   * already, and otherwise by a thread of the consumer. It may close the consumer.
   */
  public void onFailure(Consumer<? super Throwable> callback) {
    var unused = failure.thenAccept(end -> end.ifPresent(thrown -> notify(callback, thrown)));
  }

  /**
   * Pauses a partition: no record of it is applied until it is resumed, also by later owners.
   *
   * @param by who asks for it, from 1 to {@value ActionRequest#MAX_BY} characters
   * @param reason why, at most {@value ActionRequest#MAX_REASON} characters
   * @return the reply, from the common pool: what depends on it may block, and may close the
   *     consumer
   * @throws IllegalArgumentException if a text is too long, or {@code by} is blank
   */
  public CompletableFuture<ActionReply> pause(PartitionId partition, String by, String reason) {
    return request(partition, new OperatorAction.Pause(), by, reason);
  }

  /**
   * Resumes a paused partition.
   *
   * @param by who asks for it, from 1 to {@value ActionRequest#MAX_BY} characters
   * @return the reply, from the common pool: what depends on it may block, and may close the
   *     consumer
   * @throws IllegalArgumentException if {@code by} is too long or blank
   */
  public CompletableFuture<ActionReply> resume(PartitionId partition, String by) {
    return request(partition, new OperatorAction.Resume(), by, "");
  }

  /**
   * Makes the next attempt at a blocked partition at once.
   *
   * @param by who asks for it, from 1 to {@value ActionRequest#MAX_BY} characters
   * @return the reply, from the common pool: what depends on it may block, and may close the
   *     consumer
   * @throws IllegalArgumentException if {@code by} is too long or blank
   */
  public CompletableFuture<ActionReply> retryNow(PartitionId partition, String by) {
    return request(partition, new OperatorAction.RetryNow(), by, "");
  }

  /**
   * Waits until delivery has ended.
   *
   * @param atMost longest wait
   * @return whether it has ended
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return thread.awaitEnd(atMost);
  }

  /** Ends the consumer as {@link #close(Duration)} does, within {@link #CLOSE_TIMEOUT}. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Ends the consumer: it finishes the records in progress, commits them, leaves the group and
   * closes its source and its store. A later call waits again if delivery has not ended, and closes
   * nothing again. An interrupt ends the wait and stays set.
   *
   * <p>A listener, handler or observer must not call it, since delivery waits for them.
   *
   * @param atMost longest wait for the records in progress and the last commit; what is still
   *     running then loses its source and its store, and a later owner of the partitions applies it
   *     again
   * @return whether delivery has ended
   */
  public boolean close(Duration atMost) {
    thread.stop();
    boolean ended = thread.endsWithin(atMost);
    if (!ended && isLate.compareAndSet(false, true)) {
      log.warn(
          "{} has not ended within {}; what it still applies fails, and a later owner of the"
              + " partitions applies it",
          name,
          DurationText.show(atMost));
    }
    resources.close();
    return ended;
  }

  private CompletableFuture<ActionReply> request(
      PartitionId partition, OperatorAction action, String by, String reason) {
    CompletableFuture<ActionReply> reply = new CompletableFuture<>();
    dispatcher
        .actions()
        .request(
            new ActionRequest(partition, action, by, reason, clock.now()),
            ACTION_TIMEOUT,
            answer -> reply.completeAsync(() -> answer));
    return reply;
  }

  private void notify(Consumer<? super Throwable> callback, Throwable thrown) {
    try {
      callback.accept(thrown);
    } catch (Throwable failed) {
      log.error("A callback for failures of {} has failed", name, failed);
    }
  }
}
