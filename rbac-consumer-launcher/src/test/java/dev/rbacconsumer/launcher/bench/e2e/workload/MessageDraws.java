package dev.rbacconsumer.launcher.bench.e2e.workload;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws the messages of one partition, one after the other: one to five additions and up to three
 * removals, and in a few messages 50 additions, 50 removals or 1,000 additions. Half of the
 * removals take back one of the latest additions, so that a change of the order shows. Not
 * thread-safe.
 */
public final class MessageDraws {
  /** Different tuples of a partition, so that the store stays small however long the run. */
  private static final int TUPLES = 20_000;

  private static final int MEMBERS = 40;
  private static final int LATEST = 64;

  private final Workload workload;
  private final int partition;
  private final SplittableRandom random;
  private final int[] latest = new int[LATEST];
  private int added;
  private int next;

  MessageDraws(Workload workload, int partition) {
    this.workload = workload;
    this.partition = partition;
    this.random = new SplittableRandom(workload.seed() * 31 + partition);
  }

  /** Returns the next message. */
  public WorkloadMessage next() {
    int number = next++;
    int kind = random.nextInt(10_000);
    int additions = random.nextInt(1, 6);
    int removals = removals();
    if (kind < 5) {
      additions = 1000;
    } else if (kind < 55) {
      additions = 50;
    } else if (kind < 105) {
      removals = 50;
    }
    Set<Integer> absent = new LinkedHashSet<>();
    while (absent.size() < removals) {
      absent.add(removed(absent.size()));
    }
    Set<Integer> present = new LinkedHashSet<>();
    // A mark takes the place of an addition, so that no message has more than 1,000.
    boolean marked = workload.isMarked(partition, number);
    while (present.size() < additions - (marked && additions == 1000 ? 1 : 0)) {
      int tuple = random.nextInt(TUPLES);
      if (!absent.contains(tuple) && present.add(tuple)) {
        latest[added++ % LATEST] = tuple;
      }
    }
    List<RelationTuple> adds = new ArrayList<>(present.stream().map(this::tuple).toList());
    String key = adds.get(0).resource().id();
    if (marked) {
      adds.add(new Mark(partition, number).tuple());
    }
    return new WorkloadMessage(number, key, absent.stream().map(this::tuple).toList(), adds);
  }

  private int removals() {
    int draw = random.nextInt(10);
    return draw < 3 ? 0 : draw < 6 ? 1 : draw < 8 ? 2 : 3;
  }

  /** Returns one of the latest additions or any tuple; any tuple after some tries. */
  private int removed(int already) {
    boolean recent = already < 3 && added > 0 && random.nextBoolean();
    return recent ? latest[random.nextInt(Math.min(added, LATEST))] : random.nextInt(TUPLES);
  }

  private RelationTuple tuple(int index) {
    String resource = "p" + partition + "-" + index / MEMBERS;
    String subject = "p" + partition + "-" + index % MEMBERS;
    if (index / MEMBERS % 4 == 0) {
      return new RelationTuple(
          ObjectReference.of("rbac", "role_binding", resource),
          "subject",
          SubjectReference.of(ObjectReference.of("rbac", "group", subject)));
    }
    return new RelationTuple(
        ObjectReference.of("rbac", "group", resource),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", subject)));
  }
}
