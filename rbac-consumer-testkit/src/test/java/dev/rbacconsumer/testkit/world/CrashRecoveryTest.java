package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Owners that crash anywhere, one after the other, over one partition whose records add and remove
 * the same few tuples. Whatever happens, no tuple goes back to an older state than one that was
 * visible, and in the end the store is as if every record had been applied once, in order.
 */
class CrashRecoveryTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final int SEEDS = 2_000;
  private static final StoreMemory HELD = new StoreMemory(StoreMemory.Lock.HELD, List.of(), false);
  private static final int MOST_OWNERS = 400;

  @Test
  void noStateComesBackAndNothingIsLost() {
    Coverage all = new Coverage();
    for (long seed = 0; seed < SEEDS; seed++) {
      new History(seed, all).run();
    }

    assertThat(all.crashes).isGreaterThan(SEEDS);
    assertThat(all.recoveries).isGreaterThan(SEEDS / 2);
    assertThat(all.partialWrites).isGreaterThan(SEEDS / 2);
    assertThat(all.refusals).isGreaterThan(SEEDS / 2);
    assertThat(all.lostCommits).isGreaterThan(SEEDS / 2);
    assertThat(all.largestChange).isGreaterThan(3);
  }

  /** What really happened, over all seeds: a fault that never strikes proves nothing. */
  private static final class Coverage {
    int crashes;
    int recoveries;
    int partialWrites;
    int refusals;
    int lostCommits;
    int largestChange;
  }

  /** Ends an owner at once, in the middle of whatever it does: no port that fails so is retried. */
  private static final class Crash extends VirtualMachineError {
    private static final long serialVersionUID = 1L;
  }

  /** One partition from its first record to the last commit. */
  private static final class History {
    private final Random random;
    private final long seed;
    private final Coverage coverage;
    private final List<OutboxMessage> messages = new ArrayList<>();
    private final Map<RelationTuple, List<Word>> wordsOnTuple = new HashMap<>();
    private final Map<RelationTuple, Integer> seen = new HashMap<>();
    private final Set<RelationTuple> store = new HashSet<>();
    private Optional<RelationTuple> refused = Optional.empty();
    private Optional<Commit> committed = Optional.empty();
    private boolean searching;
    private long ownedFrom;
    private boolean calm;

    History(long seed, Coverage coverage) {
      this.seed = seed;
      this.random = new Random(seed);
      this.coverage = coverage;
      write();
    }

    void run() {
      for (int owner = 0; committedPosition() < messages.size(); owner++) {
        assertThat(owner).as("owners for seed " + seed).isLessThan(MOST_OWNERS);
        calm = owner > 60;
        own();
      }
      Set<RelationTuple> wanted = new HashSet<>();
      wordsOnTuple.forEach(
          (tuple, words) -> {
            if (words.get(words.size() - 1).present) {
              wanted.add(tuple);
            }
          });
      assertThat(store).as("seed " + seed).isEqualTo(wanted);
    }

    private long committedPosition() {
      return committed.map(commit -> commit.position().value()).orElse(0L);
    }

    private void write() {
      int tuples = 1 + random.nextInt(4);
      int records = 3 + random.nextInt(25);
      for (int offset = 0; offset < records; offset++) {
        List<RelationTuple> added = some(tuples);
        List<RelationTuple> removed = some(tuples);
        if (added.isEmpty() && removed.isEmpty()) {
          messages.add(OutboxMessages.tombstone());
        } else {
          messages.add(OutboxMessages.relations().remove(removed).add(added).build());
          TupleChange change = TupleChange.net(removed, added);
          change.removals().forEach(tuple -> word(tuple, false));
          change.additions().forEach(tuple -> word(tuple, true));
        }
      }
    }

    private List<RelationTuple> some(int tuples) {
      List<RelationTuple> some = new ArrayList<>();
      for (int i = 0; i < tuples; i++) {
        if (random.nextInt(3) == 0) {
          some.add(RelationTuple.parse("rbac/group:g" + i + "#member@rbac/principal:ann"));
        }
      }
      return some;
    }

    private void word(RelationTuple tuple, boolean present) {
      wordsOnTuple
          .computeIfAbsent(tuple, key -> new ArrayList<>())
          .add(new Word(messages.size() - 1, present));
    }

    /** Owners differ in their settings, as they do when a deployment is rolled out. */
    private LaneSettings settings() {
      return LaneSettings.DEFAULT
          .withWindow(1 + random.nextInt(8))
          .withBatchMaxMessages(1 + random.nextInt(5))
          .withSteps(new ChangeSteps(1 + random.nextInt(3), 1 + random.nextInt(4)))
          .withPolicies(FailurePolicies.DEFAULT);
    }

    private void own() {
      DeliveryWorld world =
          new DeliveryWorld(
              new OutboxDecoder(DecoderSettings.DEFAULT),
              (change, fence, timeout) -> apply(change),
              (lockId, timeout) -> new FenceOutcome.Acquired(new FenceToken(lockId, "t"), HELD),
              DeadLetters.none(),
              settings(),
              0);
      messages.forEach(message -> world.source().append(P0, message));
      committed.ifPresent(commit -> world.source().commitFromOutside(P0, commit));
      if (committed.map(commit -> !commit.metadata().isEmpty()).orElse(false)) {
        coverage.recoveries++;
      }
      world.source().assign(P0);
      searching = false;
      ownedFrom = committedPosition();
      if (refused.isEmpty() && random.nextInt(4) == 0 && !calm) {
        refused = some(4).stream().findFirst();
      }
      try {
        for (int i = 0; i < 40 && random.nextInt(5) > 0; i++) {
          for (int lost = random.nextInt(4); lost > 0 && !calm; lost--) {
            world.source().failCommit("lost");
            coverage.lostCommits++;
          }
          world.runFor(Duration.ofMillis(random.nextInt(3_000)));
        }
        if (random.nextBoolean()) {
          world.stop();
        }
      } catch (IllegalStateException ended) {
        assertThat(ended).as("seed " + seed).hasRootCauseInstanceOf(Crash.class);
        coverage.crashes++;
      }
      CommitPosition position = world.source().committed().get(P0);
      String mark = world.source().committedMetadata().get(P0);
      committed =
          position == null || mark == null ? committed : Optional.of(new Commit(position, mark));
    }

    private Outcome apply(TupleChange change) {
      coverage.largestChange = Math.max(coverage.largestChange, change.size());
      for (RelationTuple tuple : change.removals()) {
        mayCrash();
        become(tuple, false);
      }
      mayCrash();
      if (refused.isPresent() && change.additions().contains(refused.get())) {
        coverage.refusals++;
        searching = true;
        if (calm || random.nextInt(12) == 0) {
          refused = Optional.empty();
        }
        return new Outcome.Rejected("unknown_type", "scripted");
      }
      int fate = calm ? 9 : random.nextInt(6);
      if (fate == 0) {
        return new Outcome.RetryLater("unavailable", "before the effect");
      }
      change.additions().forEach(tuple -> become(tuple, true));
      mayCrash();
      return fate == 1
          ? new Outcome.RetryLater("unavailable", "after the effect")
          : new Outcome.Applied(Optional.empty());
    }

    private void mayCrash() {
      if (!calm && random.nextInt(8) == 0) {
        coverage.partialWrites++;
        throw new Crash();
      }
    }

    /** The words on a tuple stand in the log in an order that its visible states must keep to. */
    private void become(RelationTuple tuple, boolean present) {
      List<Word> words = wordsOnTuple.getOrDefault(tuple, List.of());
      int from = seen.getOrDefault(tuple, 0);
      // While what blocks is searched for, no removal is left out, so a grant may come later.
      int next = searching && !present ? firstInRange(words, false) : from;
      while (next < words.size() && words.get(next).present != present) {
        next++;
      }
      assertThat(next)
          .as("seed %d: %s becomes %s after %d of %s", seed, tuple, present, from, words)
          .isLessThan(words.size());
      seen.put(tuple, next);
      if (present) {
        store.add(tuple);
      } else {
        store.remove(tuple);
      }
    }

    /** The first such word that this owner can have read. */
    private int firstInRange(List<Word> words, boolean present) {
      int first = 0;
      while (first < words.size()
          && (words.get(first).offset < ownedFrom || words.get(first).present != present)) {
        first++;
      }
      return first;
    }
  }

  /** What one record says of one tuple. */
  private record Word(int offset, boolean present) {}
}
