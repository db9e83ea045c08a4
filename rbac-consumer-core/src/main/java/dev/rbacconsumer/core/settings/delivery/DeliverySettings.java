package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.replay.MappedReplayTables;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.time.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Settings of delivery: what lanes and their dispatcher need beside the settings of the source and
 * of the store.
 *
 * @param lanes settings of lanes; the time and the size of an attempt in them are the defaults, and
 *     {@link #lanes(Duration, ChangeSteps)} has those of the store
 * @param deadLetterTopic dead-letter topic; present if a policy needs it
 * @param quarantineTopic topic of the quarantine; present if lanes have one, or a policy needs it
 * @param onDataLoss policy for a partition whose log no longer holds the next record
 * @param allowsCompactedTopic whether a topic is read although the broker compacts it
 * @param replayDirectory directory of the tables of replays
 * @param maxReplayBytes largest size of one table, at least {@link MappedReplayTables#MIN_BYTES}
 */
public record DeliverySettings(
    LaneSettings lanes,
    Optional<String> deadLetterTopic,
    Optional<String> quarantineTopic,
    DataLossPolicy onDataLoss,
    boolean allowsCompactedTopic,
    Path replayDirectory,
    long maxReplayBytes) {

  public DeliverySettings {
    if (lanes.policies().useDeadLetters() && deadLetterTopic.isEmpty()) {
      throw new IllegalArgumentException(
          "dead-letter topic: want one for " + lanes.policies() + ", got none");
    }
    boolean parks =
        lanes.quarantine().isOn()
            || lanes.policies().invalid() == FailurePolicy.QUARANTINE
            || lanes.policies().rejected() == FailurePolicy.QUARANTINE;
    if (parks && quarantineTopic.isEmpty()) {
      throw new IllegalArgumentException(
          "topic of the quarantine: want one for "
              + lanes.policies()
              + " and "
              + lanes.quarantine()
              + ", got none");
    }
  }

  /**
   * Returns the settings of lanes for a store.
   *
   * @param attemptTimeout longest time for one attempt, above zero
   * @param steps how much of one change is applied in one attempt
   */
  public LaneSettings lanes(Duration attemptTimeout, ChangeSteps steps) {
    return lanes.withAttemptTimeout(attemptTimeout).withSteps(steps);
  }

  /**
   * Returns the settings of the dispatcher of a group, with the defaults for all that is not here.
   */
  public DispatcherSettings dispatcher(String groupId) {
    return DispatcherSettings.defaults(groupId)
        .withOnDataLoss(onDataLoss)
        .withCompactedTopic(allowsCompactedTopic);
  }

  /**
   * Returns the same settings with other ones of lanes.
   *
   * @throws IllegalArgumentException if they need a topic that is not set
   */
  public DeliverySettings withLanes(UnaryOperator<LaneSettings> change) {
    return new DeliverySettings(
        change.apply(lanes),
        deadLetterTopic,
        quarantineTopic,
        onDataLoss,
        allowsCompactedTopic,
        replayDirectory,
        maxReplayBytes);
  }

  /** Creates the tables of replays, which make a file with the first replay. */
  public ReplayTables replayTables() {
    return new MappedReplayTables(replayDirectory, maxReplayBytes);
  }

  /** Returns the same settings with another name of the dead-letter topic, if there is one. */
  public DeliverySettings withDeadLetterTopic(UnaryOperator<String> renamed) {
    return new DeliverySettings(
        lanes,
        deadLetterTopic.map(renamed),
        quarantineTopic,
        onDataLoss,
        allowsCompactedTopic,
        replayDirectory,
        maxReplayBytes);
  }

  /** Returns the same settings with another name of the quarantine's topic, if there is one. */
  public DeliverySettings withQuarantineTopic(UnaryOperator<String> renamed) {
    return new DeliverySettings(
        lanes,
        deadLetterTopic,
        quarantineTopic.map(renamed),
        onDataLoss,
        allowsCompactedTopic,
        replayDirectory,
        maxReplayBytes);
  }

  static DeliverySettings of(SettingValues values) {
    Optional<String> letters = values.get(DeliveryOptions.DEAD_LETTER_TOPIC);
    LaneSettings lanes =
        LaneSettings.DEFAULT
            .withBackoff(
                Backoff.from(values.get(DeliveryOptions.RETRY_FIRST_DELAY))
                    .upTo(values.get(DeliveryOptions.RETRY_MAX_DELAY))
                    .withJitter(values.get(DeliveryOptions.RETRY_JITTER)))
            .withPolicies(policies(values, letters.isPresent()))
            .withQueue(
                values.get(DeliveryOptions.QUEUE_MAX_RECORDS),
                values.get(DeliveryOptions.QUEUE_MAX_BYTES))
            .withWindow(values.get(DeliveryOptions.WINDOW))
            .withBatchSize(values.get(DeliveryOptions.BATCH_MAX_MESSAGES))
            .withWindowTuples(values.get(DeliveryOptions.WINDOW_MAX_TUPLES))
            .withReplay(
                new ReplaySettings(
                    values.get(ReplayOptions.MODE),
                    values.get(ReplayOptions.ON_STORE_LOSS),
                    values.get(ReplayOptions.REMEMBERED_EVENTS),
                    values.get(ReplayOptions.MARK_INTERVAL)))
            .withQuarantine(QuarantineOptions.read(values));
    return new DeliverySettings(
        lanes,
        letters,
        values.get(QuarantineOptions.TOPIC),
        values.get(DeliveryOptions.ON_DATA_LOSS),
        values.get(DeliveryOptions.ALLOW_COMPACTED_TOPIC),
        values.get(ReplayOptions.DIRECTORY),
        values.get(ReplayOptions.MAX_BYTES));
  }

  private static FailurePolicies policies(SettingValues values, boolean keepsLetters) {
    FailurePolicies given =
        FailurePolicies.DEFAULT
            .withMalformed(values.get(DeliveryOptions.ON_MALFORMED))
            .withInvalid(values.get(DeliveryOptions.ON_INVALID))
            .withRejected(values.get(DeliveryOptions.ON_REJECTED))
            .withMalformedStreak(values.get(DeliveryOptions.MALFORMED_STREAK));
    return keepsLetters ? given.keepingMalformed() : given;
  }
}
