package dev.rbacconsumer.launcher.bench.e2e.workload;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Messages of one run, the same for the same values. A backlog is followed by steady messages,
 * which are published once the backlog has been applied.
 *
 * @param seed of all draws
 * @param partitions number of partitions, at least 1; no tuple occurs in two of them
 * @param backlog messages of the backlog in all partitions
 * @param steady messages after the backlog in all partitions
 * @param marks about the number of messages of the backlog with a mark
 */
public record Workload(long seed, int partitions, int backlog, int steady, int marks) {
  public Workload {
    if (partitions < 1 || backlog < partitions || steady < 0 || marks < 1) {
      throw new IllegalArgumentException(
          "want partitions >= 1, backlog >= partitions, steady >= 0, marks >= 1, got %d, %d, %d, %d"
              .formatted(partitions, backlog, steady, marks));
    }
  }

  /** Returns the number of messages of one partition in the backlog. */
  public int backlog(int partition) {
    return share(backlog, partition);
  }

  /** Returns the number of messages of one partition, steady ones included. */
  public int messages(int partition) {
    return backlog(partition) + share(steady, partition);
  }

  /** Returns the number of marks in the backlog. */
  public int backlogMarks() {
    int count = 0;
    for (int partition = 0; partition < partitions; partition++) {
      for (int number = 0; number < backlog(partition); number++) {
        count += isMarked(partition, number) ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the messages of one partition, from the first one on. */
  public MessageDraws draws(int partition) {
    return new MessageDraws(this, partition);
  }

  /** Returns the tuples after all messages, in the store's notation. */
  public NavigableSet<String> finalTuples() {
    NavigableSet<String> tuples = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      MessageDraws draws = draws(partition);
      for (int number = 0; number < messages(partition); number++) {
        WorkloadMessage message = draws.next();
        message.removals().stream().map(RelationTuple::toString).forEach(tuples::remove);
        message.additions().stream().map(RelationTuple::toString).forEach(tuples::add);
      }
    }
    return tuples;
  }

  /** Returns the number of tuples that the messages of the backlog name. */
  public long backlogTuples() {
    long count = 0;
    for (int partition = 0; partition < partitions; partition++) {
      MessageDraws draws = draws(partition);
      for (int number = 0; number < backlog(partition); number++) {
        WorkloadMessage message = draws.next();
        count += message.removals().size() + message.additions().size();
      }
    }
    return count;
  }

  /**
   * Returns whether a message adds a tuple of its own, by which the store knows that it is applied:
   * the first and the last message of the backlog, evenly spread ones between them, and all steady
   * messages.
   */
  boolean isMarked(int partition, int number) {
    int inBacklog = backlog(partition);
    int every = Math.max(1, backlog / marks);
    return number % every == 0 || number >= inBacklog - 1;
  }

  private int share(int messages, int partition) {
    return messages / partitions + (partition < messages % partitions ? 1 : 0);
  }
}
