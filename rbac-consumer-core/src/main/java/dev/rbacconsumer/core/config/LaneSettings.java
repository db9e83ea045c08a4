package dev.rbacconsumer.core.config;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Settings of lanes. All lanes of one instance share them.
 *
 * <p>Begin with {@link #DEFAULT} and replace single values: {@code
 * LaneSettings.DEFAULT.withWindow(100).withAttemptTimeout(ofSeconds(5))}.
 */
public final class LaneSettings {
  /** Longest window: the records that a new owner folds after a crash are held in memory. */
  public static final int MAX_WINDOW = 100_000;

  /** Bytes of the shortest relation that a message can hold, with the comma behind it. */
  public static final int MIN_TUPLE_BYTES = 86;

  /** The settings that apply when nothing is set. */
  public static final LaneSettings DEFAULT = new LaneSettings(new Draft());

  private final Backoff backoff;
  private final Duration attemptTimeout;
  private final FailurePolicies policies;
  private final int maxQueuedRecords;
  private final long maxQueuedBytes;
  private final int window;
  private final BatchSize batchSize;
  private final int windowTuples;
  private final ChangeSteps steps;
  private final ReplaySettings replay;
  private final QuarantineSettings quarantine;
  private final Optional<String> adminUrl;

  private LaneSettings(Draft draft) {
    if (draft.attemptTimeout.isZero() || draft.attemptTimeout.isNegative()) {
      throw new IllegalArgumentException("attempt timeout: want > 0, got " + draft.attemptTimeout);
    }
    if (draft.maxQueuedRecords < 1 || draft.maxQueuedBytes < 1) {
      throw new IllegalArgumentException(
          "queue bounds: want >= 1, got %d records, %d bytes"
              .formatted(draft.maxQueuedRecords, draft.maxQueuedBytes));
    }
    if (draft.windowTuples < 1) {
      throw new IllegalArgumentException("window: want >= 1 tuples, got " + draft.windowTuples);
    }
    within(MAX_WINDOW, draft.window, "window");
    this.backoff = draft.backoff;
    this.attemptTimeout = draft.attemptTimeout;
    this.policies = draft.policies;
    this.maxQueuedRecords = draft.maxQueuedRecords;
    this.maxQueuedBytes = draft.maxQueuedBytes;
    this.window = draft.window;
    this.batchSize = draft.batchSize;
    this.windowTuples = draft.windowTuples;
    this.steps = draft.steps;
    this.replay = draft.replay;
    this.quarantine = draft.quarantine;
    this.adminUrl = draft.adminUrl;
  }

  /** Returns a copy with other waits between attempts. */
  public LaneSettings withBackoff(Backoff other) {
    return with(draft -> draft.backoff = other);
  }

  /**
   * Returns a copy with another longest time for one attempt.
   *
   * @param timeout above zero
   * @throws IllegalArgumentException if it is zero or less
   */
  public LaneSettings withAttemptTimeout(Duration timeout) {
    return with(draft -> draft.attemptTimeout = timeout);
  }

  /** Returns a copy with another quarantine. */
  public LaneSettings withQuarantine(QuarantineSettings other) {
    return with(draft -> draft.quarantine = other);
  }

  /** Returns the options of the quarantine. */
  public QuarantineSettings quarantine() {
    return quarantine;
  }

  /** Returns a copy with other policies. */
  public LaneSettings withPolicies(FailurePolicies other) {
    return with(draft -> draft.policies = other);
  }

  /**
   * Returns a copy with another window.
   *
   * @param offsets offsets that may be applied ahead of their commit, from 1, which commits before
   *     each record, to {@value #MAX_WINDOW}
   * @throws IllegalArgumentException if it is outside that range
   */
  public LaneSettings withWindow(int offsets) {
    return with(draft -> draft.window = offsets);
  }

  /**
   * Returns a copy with batches of a fixed size.
   *
   * @param messages messages that are applied as one change where there is a backlog, from 1, which
   *     applies each alone, to {@value BatchSize#MAX}
   * @throws IllegalArgumentException if it is outside that range
   */
  public LaneSettings withBatchMaxMessages(int messages) {
    return withBatchSize(BatchSize.of(messages));
  }

  /** Returns a copy with another size of batches. */
  public LaneSettings withBatchSize(BatchSize other) {
    return with(draft -> draft.batchSize = other);
  }

  /**
   * Returns a copy with another limit on the tuples that may be applied ahead of their commit.
   *
   * @param tuples tuples that may be applied ahead of their commit, at least 1; the first record
   *     may have more. They are counted by the size of the messages: none takes less than {@value
   *     #MIN_TUPLE_BYTES} bytes
   * @throws IllegalArgumentException if it is less than 1
   */
  public LaneSettings withWindowTuples(int tuples) {
    return with(draft -> draft.windowTuples = tuples);
  }

  /**
   * Returns a copy with other limits on the tuples that one attempt applies; a larger change is
   * split.
   */
  public LaneSettings withSteps(ChangeSteps other) {
    return with(draft -> draft.steps = other);
  }

  /** Returns a copy with other settings of replays, of repeated events and of the store's mark. */
  public LaneSettings withReplay(ReplaySettings other) {
    return with(draft -> draft.replay = other);
  }

  /**
   * Returns a copy that publishes another address of the instance's admin server in its commits,
   * from which tools find the owner of a partition; empty to publish none.
   */
  public LaneSettings withAdminUrl(Optional<String> url) {
    return with(draft -> draft.adminUrl = url);
  }

  /**
   * Returns a copy with other limits on the records and bytes that a lane buffers before it asks
   * for no more.
   *
   * @param maxRecords records that a lane holds before it asks for no more, at least 1
   * @param maxBytes bytes that a lane holds before it asks for no more, at least 1. So many bytes
   *     at most are applied ahead of their commit, too
   * @throws IllegalArgumentException if either is less than 1
   */
  public LaneSettings withQueue(int maxRecords, long maxBytes) {
    return with(
        draft -> {
          draft.maxQueuedRecords = maxRecords;
          draft.maxQueuedBytes = maxBytes;
        });
  }

  /** Returns the waits between attempts, of records and of fences. */
  public Backoff backoff() {
    return backoff;
  }

  /** Returns the longest time for one attempt. */
  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  /**
   * Returns the policies for records that fail because of their content; transient failures are
   * always retried.
   */
  public FailurePolicies policies() {
    return policies;
  }

  /** Returns the number of records that a lane holds before it asks for no more. */
  public int maxQueuedRecords() {
    return maxQueuedRecords;
  }

  /** Returns the number of bytes that a lane holds before it asks for no more. */
  public long maxQueuedBytes() {
    return maxQueuedBytes;
  }

  /** Returns the number of offsets that may be applied ahead of their commit. */
  public int window() {
    return window;
  }

  /** Returns how many messages are applied as one change where there is a backlog. */
  public BatchSize batchSize() {
    return batchSize;
  }

  /** Returns the number of tuples that may be applied ahead of their commit. */
  public int windowTuples() {
    return windowTuples;
  }

  /** Returns the bounds of what is applied of one change in one attempt. */
  public ChangeSteps steps() {
    return steps;
  }

  /** Returns the settings of replays, of repeated events and of the store's mark. */
  public ReplaySettings replay() {
    return replay;
  }

  /** Returns the address of the instance's admin server, where commits publish it. */
  public Optional<String> adminUrl() {
    return adminUrl;
  }

  /** Returns the largest number of bytes between a commit and a record applied ahead of it. */
  public long windowBytes() {
    return Math.min(maxQueuedBytes, (long) windowTuples * MIN_TUPLE_BYTES);
  }

  private static void within(int most, int value, String name) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s: want 1 to %d, got %d".formatted(name, most, value));
    }
  }

  private LaneSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new LaneSettings(draft);
  }

  private List<Object> values() {
    return List.of(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchSize,
        windowTuples,
        steps,
        replay,
        quarantine,
        adminUrl);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LaneSettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return ("LaneSettings[backoff=%s, attemptTimeout=%s, policies=%s, "
            + "maxQueuedRecords=%s, maxQueuedBytes=%s, window=%s, batchSize=%s, "
            + "windowTuples=%s, steps=%s, replay=%s, "
            + "quarantine=%s, adminUrl=%s]")
        .formatted(values().toArray());
  }

  /** The values of an instance while one of them is replaced. */
  private static final class Draft {
    private Backoff backoff = Backoff.DEFAULT;
    private Duration attemptTimeout = Duration.ofSeconds(10);
    private FailurePolicies policies = FailurePolicies.DEFAULT;
    private int maxQueuedRecords = 500;
    private long maxQueuedBytes = 8L * 1024 * 1024;
    private int window = 500;
    private BatchSize batchSize = BatchSize.ONE;
    private int windowTuples = 20_000;
    private ChangeSteps steps = ChangeSteps.DEFAULT;
    private ReplaySettings replay = ReplaySettings.DEFAULT;
    private QuarantineSettings quarantine = QuarantineSettings.OFF;
    private Optional<String> adminUrl = Optional.empty();

    Draft() {}

    Draft(LaneSettings from) {
      this.backoff = from.backoff;
      this.attemptTimeout = from.attemptTimeout;
      this.policies = from.policies;
      this.maxQueuedRecords = from.maxQueuedRecords;
      this.maxQueuedBytes = from.maxQueuedBytes;
      this.window = from.window;
      this.batchSize = from.batchSize;
      this.windowTuples = from.windowTuples;
      this.steps = from.steps;
      this.replay = from.replay;
      this.quarantine = from.quarantine;
      this.adminUrl = from.adminUrl;
    }
  }
}
