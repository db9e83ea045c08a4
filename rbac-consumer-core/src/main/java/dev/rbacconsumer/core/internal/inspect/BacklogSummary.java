package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.CustomEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what waits behind a record: messages, removals and additions, organisations, and the
 * records that name the same tuples. Memory is bounded by the tuples of the shown record and by the
 * number of organisations. Confined to one thread.
 */
public final class BacklogSummary {
  /** Most offsets of each kind that are listed. */
  static final int MOST_OFFSETS = 50;

  private final MessageDecoder decoder;
  private final Optional<Set<RelationTuple>> tuples;
  private final Map<String, Integer> organisations = new HashMap<>();
  private final List<SharedTuples> shared = new ArrayList<>();
  private final List<Offset> undecodable = new ArrayList<>();
  private Optional<Offset> first = Optional.empty();
  private Optional<Offset> last = Optional.empty();
  private Optional<Instant> oldest = Optional.empty();
  private int messages;
  private int relations;
  private int workspaces;
  private int tombstones;
  private int undecodableCount;
  private int sharedCount;
  private int removing;
  private int adding;
  private long removals;
  private long additions;

  /**
   * Creates a summary of no records.
   *
   * @param decoder decoder of the records behind
   * @param shown change of the record in front of them; empty if it cannot be decoded
   */
  public BacklogSummary(MessageDecoder decoder, Optional<TupleChange> shown) {
    this.decoder = decoder;
    this.tuples = shown.map(BacklogSummary::tuples);
  }

  /**
   * A record that names tuples of the shown one.
   *
   * @param offset offset of the record
   * @param removed number of these tuples that it removes
   * @param added number of these tuples that it adds
   */
  public record SharedTuples(Offset offset, int removed, int added) {}

  /**
   * An organisation with waiting messages.
   *
   * @param id id of the organisation, safe to show
   * @param messages number of its messages
   */
  public record Organisation(String id, int messages) {}

  /** Adds a record, which must be behind those before it. */
  public void add(SourceRecord record) {
    messages++;
    first = first.or(() -> Optional.of(record.offset()));
    last = Optional.of(record.offset());
    if (record.timestampMillis() >= 0) {
      Instant time = Instant.ofEpochMilli(record.timestampMillis());
      oldest = oldest.filter(it -> it.isBefore(time)).or(() -> Optional.of(time));
    }
    Decoding decoding = decoder.decode(record);
    String organisation = decoding.metadata().orgId();
    if (!organisation.isEmpty()) {
      organisations.merge(SafeText.field(organisation), 1, Integer::sum);
    }
    decoding.match(
        it -> countRelations(record, it.event()),
        it -> ++workspaces,
        it -> count(it.event()),
        it -> ++tombstones,
        it -> countUndecodable(record),
        it -> countUndecodable(record));
  }

  /** Returns the number of records. */
  public int messages() {
    return messages;
  }

  /** Returns the number of valid changes of relations. */
  public int relations() {
    return relations;
  }

  /** Returns the number of workspace events. */
  public int workspaces() {
    return workspaces;
  }

  /** Returns the number of records without a value. */
  public int tombstones() {
    return tombstones;
  }

  /** Returns the number of records that cannot be decoded; each may be a removal. */
  public int undecodableCount() {
    return undecodableCount;
  }

  /** Returns the offsets of the first records that cannot be decoded. */
  public List<Offset> undecodable() {
    return List.copyOf(undecodable);
  }

  /** Returns the number of tuples that are removed, each message by itself. */
  public long removals() {
    return removals;
  }

  /** Returns the number of messages with removals. */
  public int removing() {
    return removing;
  }

  /** Returns the number of tuples that are added, each message by itself. */
  public long additions() {
    return additions;
  }

  /** Returns the number of messages with additions. */
  public int adding() {
    return adding;
  }

  /** Returns the offset of the first record; empty if there is none. */
  public Optional<Offset> first() {
    return first;
  }

  /** Returns the offset of the last record; empty if there is none. */
  public Optional<Offset> last() {
    return last;
  }

  /** Returns the earliest time of a record; empty if none has a time. */
  public Optional<Instant> oldest() {
    return oldest;
  }

  /** Returns the number of organisations with messages. */
  public int organisationCount() {
    return organisations.size();
  }

  /**
   * Returns the organisations with the most messages, in descending order, then by id.
   *
   * @param most largest number of organisations
   */
  public List<Organisation> organisations(int most) {
    return organisations.entrySet().stream()
        .map(it -> new Organisation(it.getKey(), it.getValue()))
        .sorted(
            Comparator.comparingInt(Organisation::messages)
                .reversed()
                .thenComparing(Organisation::id))
        .limit(most)
        .toList();
  }

  /**
   * Returns the first records that name tuples of the shown one; empty if its tuples are unknown.
   */
  public Optional<List<SharedTuples>> shared() {
    return tuples.map(known -> List.copyOf(shared));
  }

  /** Returns the number of records that name tuples of the shown one. */
  public int sharedCount() {
    return sharedCount;
  }

  private int countRelations(SourceRecord record, RelationsEvent event) {
    TupleChange change = event.change();
    removals += change.removals().size();
    additions += change.additions().size();
    removing += change.removals().isEmpty() ? 0 : 1;
    adding += change.additions().isEmpty() ? 0 : 1;
    int removed = countShown(change.removals());
    int added = countShown(change.additions());
    if (removed + added > 0) {
      sharedCount++;
      if (shared.size() < MOST_OFFSETS) {
        shared.add(new SharedTuples(record.offset(), removed, added));
      }
    }
    return ++relations;
  }

  private int countUndecodable(SourceRecord record) {
    if (undecodable.size() < MOST_OFFSETS) {
      undecodable.add(record.offset());
    }
    return ++undecodableCount;
  }

  private static int count(CustomEvent<?> event) {
    throw new IllegalStateException("no type is registered here, got " + event);
  }

  private int countShown(List<RelationTuple> named) {
    return tuples.map(known -> (int) named.stream().filter(known::contains).count()).orElse(0);
  }

  private static Set<RelationTuple> tuples(TupleChange change) {
    Set<RelationTuple> tuples = new HashSet<>(change.removals());
    tuples.addAll(change.additions());
    return tuples;
  }
}
