package dev.rbacconsumer.launcher.bench.e2e.workload;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.util.Optional;

/**
 * Place of a message in the topic, which the message writes into the store as a tuple of its own.
 *
 * @param partition number of the partition
 * @param number number of the message in its partition, from 0
 */
public record Mark(int partition, int number) {
  private static final String PREFIX = "mark-";
  private static final SubjectReference SUBJECT =
      SubjectReference.of(ObjectReference.of("rbac", "principal", "mark"));

  /** Returns the tuple of the mark. */
  public RelationTuple tuple() {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", PREFIX + partition + "-" + number), "member", SUBJECT);
  }

  /**
   * Returns the mark of a tuple.
   *
   * @param resourceId id of the tuple's resource
   * @return empty if the tuple is not a mark
   */
  public static Optional<Mark> of(String resourceId) {
    if (!resourceId.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.of(parse(resourceId.substring(PREFIX.length())));
  }

  /** Parses the text of a mark, such as {@code 0-17}. */
  public static Mark parse(String text) {
    int dash = text.indexOf('-');
    return new Mark(
        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  @Override
  public String toString() {
    return partition + "-" + number;
  }
}
