package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.delivery.StallDetector;
import dev.rbacconsumer.core.event.DeliveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Checks the health of delivery. An outage of the store or of Kafka, or a record that blocks its
 * partition, is no reason to restart; a thread that has made no progress for long, without a
 * reason, is one.
 */
public final class DeliveryHealth implements HealthCheck {
  private final DeliveryMode mode;
  private final BooleanSupplier broken;
  private final Kafka kafka;
  private final StallDetector stalls;
  private final Duration reportAfter;
  private final Duration hungAfter;

  /**
   * Creates the check of one delivery.
   *
   * @param mode mode, shown if no records are delivered
   * @param broken whether the source thread has ended without a requested stop
   * @param kafka whether brokers answer
   * @param stalls detector of threads without progress
   * @param reportAfter duration after which a stall is reported
   * @param hungAfter duration after which only a restart helps, at least {@code reportAfter}
   */
  public DeliveryHealth(
      DeliveryMode mode,
      BooleanSupplier broken,
      Kafka kafka,
      StallDetector stalls,
      Duration reportAfter,
      Duration hungAfter) {
    this.mode = mode;
    this.broken = broken;
    this.kafka = kafka;
    this.stalls = stalls;
    this.reportAfter = reportAfter;
    this.hungAfter = hungAfter;
  }

  @Override
  public void begin(Runnable news) {
    kafka.ask().accept(news);
  }

  @Override
  public void reportChanges() {
    stalls.check(reportAfter, kafka.contact().get().isConnected());
  }

  @Override
  public List<Condition> check() {
    boolean ended = broken.getAsBoolean();
    SourceReachability contact = kafka.contact().get();
    boolean hung = !stalls.overdue(hungAfter, contact.isConnected()).isEmpty();
    List<Condition> conditions = new ArrayList<>();
    if (mode == DeliveryMode.DRY_RUN) {
      conditions.add(
          Condition.readiness(
              mode.label(),
              true,
              "nothing is applied or committed, because REPLICATION_TO_RELATION_ENABLED is false"));
    }
    conditions.add(
        Condition.liveness(
            "source",
            !ended,
            "the thread that reads from Kafka " + (ended ? "has ended by itself" : "runs")));
    conditions.add(
        Condition.liveness(
            "progress",
            !hung,
            hung
                ? "stands still without a reason: " + standing(contact.isConnected())
                : "nothing stands still without a reason for " + hungAfter.toSeconds() + " s"));
    conditions.add(Condition.readiness("kafka", contact.isConnected(), contact.words()));
    return List.copyOf(conditions);
  }

  private String standing(boolean brokersAnswer) {
    return stalls.overdue(reportAfter, brokersAnswer).keySet().stream()
        .map(it -> it.map(partition -> "partition " + partition).orElse("the source thread"))
        .collect(Collectors.joining(", "));
  }

  /**
   * Source of the brokers' reachability.
   *
   * @param ask starts the pings, and runs the given runnable when the answer changes
   * @param contact the latest answer, without waiting
   */
  public record Kafka(Consumer<Runnable> ask, Supplier<? extends SourceReachability> contact) {}
}
