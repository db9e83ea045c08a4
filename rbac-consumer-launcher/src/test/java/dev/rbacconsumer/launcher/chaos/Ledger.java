package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/**
 * What the log says. Draws the records of each partition, and knows what they come to. Thread-safe.
 *
 * <p>A partition has a few groups. Each record replaces the member of one or two of them: the old
 * one is removed and never comes back, and the new one bears the number of the record. So what the
 * store shows can be judged at any moment; see {@link Watcher}.
 */
final class Ledger {
  private static final int GROUPS = 5;

  private final String topic;
  private final Random random;
  private final long[] records;
  private final Map<String, RelationTuple> present = new HashMap<>();

  /**
   * @param partitions at least 1
   */
  Ledger(String topic, int partitions, long seed) {
    this.topic = topic;
    this.random = new Random(seed);
    this.records = new long[partitions];
  }

  int partitions() {
    return records.length;
  }

  /** Records drawn for a partition so far. */
  synchronized long records(int partition) {
    return records[partition];
  }

  /** Records drawn so far. */
  synchronized long records() {
    long all = 0;
    for (long some : records) {
      all += some;
    }
    return all;
  }

  /** The next record of a partition, to be published before any that is drawn later. */
  synchronized SourceRecord next(int partition) {
    RelationsMessageBuilder message = OutboxMessages.relations();
    int first = random.nextInt(GROUPS);
    replaceMember(message, partition, first);
    if (random.nextInt(3) == 0) {
      replaceMember(message, partition, (first + 1 + random.nextInt(GROUPS - 1)) % GROUPS);
    }
    return numbered(message, partition);
  }

  /** A record with a relation of a workspace, which a store may not know. */
  synchronized SourceRecord workspace(int partition) {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "workspace", "p" + partition + "-w"),
            "parent",
            SubjectReference.of(ObjectReference.of("rbac", "tenant", "v" + records[partition])));
    present.put(tuple.resource().toString(), tuple);
    return numbered(OutboxMessages.relations().add(tuple), partition);
  }

  /** The tuples there must be once everything is applied. */
  synchronized NavigableSet<String> tuples() {
    NavigableSet<String> tuples = new TreeSet<>();
    present.values().forEach(tuple -> tuples.add(tuple.toString()));
    return tuples;
  }

  private void replaceMember(RelationsMessageBuilder message, int partition, int number) {
    ObjectReference group = ObjectReference.of("rbac", "group", "p" + partition + "-k" + number);
    RelationTuple now =
        new RelationTuple(
            group,
            "member",
            SubjectReference.of(ObjectReference.of("rbac", "principal", "v" + records[partition])));
    RelationTuple old = present.put(group.toString(), now);
    if (old != null) {
      message.remove(old);
    }
    message.add(now);
  }

  private SourceRecord numbered(RelationsMessageBuilder message, int partition) {
    Offset offset = new Offset(records[partition]++);
    return message.build().at(new PartitionId(topic, partition), offset);
  }
}
