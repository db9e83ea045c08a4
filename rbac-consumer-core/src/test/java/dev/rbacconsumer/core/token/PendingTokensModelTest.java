package dev.rbacconsumer.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every sequence of a few steps keeps the promises of the queue. */
final class PendingTokensModelTest {
  private static final int STEPS = 5;
  private static final int CAPACITY = 4;

  private enum Step {
    TOKEN_A,
    TOKEN_AND_NOTIFICATION_A,
    TOKEN_AND_NOTIFICATION_B,
    NOTIFICATION,
    TAKE,
    WRITE,
    WRITE_FIRST_ONLY,
    FAIL,
    MOVE,
    MOVE_AND_RETURN
  }

  @Test
  void everySequenceKeepsOrderAndCount() throws InterruptedException {
    Step[] all = Step.values();
    int sequences = (int) Math.pow(all.length, STEPS);
    for (int number = 0; number < sequences; number++) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0, rest = number; i < STEPS; i++, rest /= all.length) {
        steps.add(all[rest % all.length]);
      }
      new World(steps).run();
    }
  }

  /** Queue with its producer and its writer; what became visible is checked after every step. */
  private static final class World {
    private static final PartitionId PARTITION = new PartitionId("outbox", 0);

    private final List<Step> steps;
    private final CountedTokens counts = new CountedTokens();
    private final PendingTokens pending = new PendingTokens(CAPACITY, new StoppedClock(), counts);
    private final Map<String, Integer> stored = new HashMap<>();
    private final Map<String, Integer> latest = new HashMap<>();
    private Optional<TokenBatch> held = Optional.empty();
    private int events;
    private int notificationsAdded;
    private int notificationsWritten;
    private int lastNotification;

    World(List<Step> steps) {
      this.steps = steps;
    }

    void run() throws InterruptedException {
      for (Step step : steps) {
        take(step);
        assertThat(pending.size()).as("%s", steps).isLessThanOrEqualTo(CAPACITY);
      }
      int droppedBefore = counts.dropped();
      while (pending.size() > 0) {
        write(Integer.MAX_VALUE);
      }
      assertThat(counts.dropped()).isEqualTo(droppedBefore);
      if (droppedBefore == 0) {
        assertThat(notificationsWritten).as("%s", steps).isEqualTo(notificationsAdded);
        assertThat(stored).as("%s", steps).isEqualTo(latest);
      }
    }

    private void take(Step step) throws InterruptedException {
      switch (step) {
        case TOKEN_A -> add("a", true, false);
        case TOKEN_AND_NOTIFICATION_A -> add("a", true, true);
        case TOKEN_AND_NOTIFICATION_B -> add("b", true, true);
        case NOTIFICATION -> add("", false, true);
        case TAKE -> taken();
        case WRITE -> write(Integer.MAX_VALUE);
        case WRITE_FIRST_ONLY -> write(1);
        case FAIL -> write(0);
        case MOVE -> pending.moved(Set.of(PARTITION));
        case MOVE_AND_RETURN -> {
          pending.moved(Set.of(PARTITION));
          pending.assigned(Set.of(PARTITION));
        }
      }
    }

    private void add(String org, boolean token, boolean notification) throws InterruptedException {
      int event = ++events;
      List<TokenWrite> writes = new ArrayList<>();
      if (token) {
        writes.add(new TokenWrite.Update(org, new ConsistencyToken(Integer.toString(event))));
      }
      if (notification) {
        writes.add(new TokenWrite.Notification(org, "channel", Integer.toString(event)));
      }
      boolean refused =
          pending.add(PARTITION, writes, Duration.ZERO) == PendingTokens.Added.REFUSED;
      notificationsAdded += notification && !refused ? 1 : 0;
      if (token && !refused) {
        latest.put(org, event);
      }
    }

    /** Returns the batch that the writer holds, or takes one. */
    private Optional<TokenBatch> taken() throws InterruptedException {
      if (held.isEmpty() && pending.size() > 0) {
        held = Optional.of(pending.take(CAPACITY));
      }
      return held;
    }

    /** Writes the first of a batch, and gives the others back. */
    private void write(int count) throws InterruptedException {
      Optional<TokenBatch> taken = taken();
      if (taken.isEmpty()) {
        return;
      }
      TokenBatch batch = taken.get();
      held = Optional.empty();
      List<TokenWrite> writes = batch.writes();
      int done = Math.min(count, writes.size());
      writes.subList(0, done).forEach(this::show);
      pending.release(batch, new HashSet<>(writes.subList(done, writes.size())));
    }

    private void show(TokenWrite write) {
      if (write instanceof TokenWrite.Update update) {
        int event = Integer.parseInt(update.token().value());
        assertThat(event)
            .as("token after an older one: %s", steps)
            .isGreaterThan(stored.getOrDefault(update.orgId(), 0));
        stored.put(update.orgId(), event);
      } else if (write instanceof TokenWrite.Notification notification) {
        int event = Integer.parseInt(notification.payload());
        assertThat(event).as("order of notifications: %s", steps).isGreaterThan(lastNotification);
        lastNotification = event;
        notificationsWritten++;
        if (!notification.orgId().isEmpty()) {
          assertThat(stored.getOrDefault(notification.orgId(), 0))
              .as("notification before its token: %s", steps)
              .isGreaterThanOrEqualTo(event);
        }
      }
    }
  }

  private static final class StoppedClock implements Clock {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return 0;
    }
  }
}
