package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryQuarantine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The quarantine of all partitions, with the check that nothing overtakes a parked record. */
final class SimulatedQuarantine {
  private final SimulatedDeployment deployment;
  private final InMemoryQuarantine records = new InMemoryQuarantine();

  /** Records that have to wait, and are about to be parked, with the objects that they touch. */
  private final Map<PartitionId, NavigableMap<Long, Set<String>>> waiting = new TreeMap<>();

  private final OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);

  SimulatedQuarantine(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  QuarantineStore.Session open(PartitionId partition, Duration timeout) throws SourceException {
    return records.open(partition, timeout);
  }

  /** Returns the parked records of a partition, in the order of their offsets. */
  List<ParkedRecord> of(PartitionId partition) {
    return records.parked(partition);
  }

  /** Returns whether a record is parked. */
  boolean isParked(PartitionId partition, long offset) {
    return of(partition).stream().anyMatch(it -> it.offset().value() == offset);
  }

  /** Records that a record is parked durably. */
  void parked(Instance instance, ParkedRecord parked) {
    deployment.trace(() -> instance + " parks " + parked);
    boolean waits = parked.behind().isPresent();
    deployment.coverage().did(waits ? "ParkedBehindAnother" : "ParkedForItself");
    deployment.store().giveUp(parked.record().partition(), parked.offset().value());
  }

  /** Records that a parked record is released: applied, unless it is kept as a dead letter. */
  void released(Instance instance, ParkedRecord parked) {
    deployment.trace(() -> instance + " releases " + parked);
    PartitionId partition = parked.record().partition();
    boolean isDiscarded = deployment.store().letters().isKept(partition, parked.offset());
    deployment.coverage().did(isDiscarded ? "ParkedAndDiscarded" : "ParkedAndReplayed");
    if (!isDiscarded) {
      deployment.store().letters().replayed(partition, parked.offset());
    }
  }

  /** Records that records are read again: what was about to be parked may now be applied. */
  void positioned(PartitionId partition) {
    NavigableMap<Long, Set<String>> forgotten = waiting.remove(partition);
    if (forgotten != null) {
      forgotten.keySet().stream()
          .filter(offset -> !isParked(partition, offset))
          .filter(offset -> !deployment.store().letters().isKept(partition, new Offset(offset)))
          .forEach(deployment.topic().history(partition)::takeBack);
    }
  }

  /** Records that a lane has decoded a record, which may have to wait. */
  void decoded(PartitionId partition, long offset, TupleChange change) {
    Set<String> touched = objects(change);
    boolean isBehindWaiting =
        of(waiting, partition).headMap(offset).values().stream()
            .anyMatch(it -> it.stream().anyMatch(touched::contains));
    if (isBehindWaiting || overtaken(partition, offset, touched).isPresent()) {
      of(waiting, partition).put(offset, touched);
      deployment.store().giveUp(partition, offset);
    }
  }

  private static NavigableMap<Long, Set<String>> of(
      Map<PartitionId, NavigableMap<Long, Set<String>>> map, PartitionId partition) {
    return map.computeIfAbsent(partition, key -> new TreeMap<>());
  }

  private Optional<ParkedRecord> overtaken(
      PartitionId partition, long offset, Set<String> touched) {
    return of(partition).stream()
        .filter(it -> it.offset().value() < offset)
        .filter(
            it ->
                decoder.decode(it.record()) instanceof Decoding.Relations relations
                    && objects(relations.event().change()).stream().anyMatch(touched::contains))
        .findFirst();
  }

  /** Requires that a record which is applied touches nothing that an earlier parked one touches. */
  void requireNotOvertaken(PartitionId partition, long offset, TupleChange change) {
    Optional<ParkedRecord> overtaken = overtaken(partition, offset, objects(change));
    if (overtaken.isPresent() || of(waiting, partition).containsKey(offset)) {
      deployment.violated(
          "quarantine",
          "%s@%d overtakes %s, which touches the same"
              .formatted(partition, offset, overtaken.map(ParkedRecord::offset)));
    }
  }

  private static Set<String> objects(TupleChange change) {
    Set<String> objects = new HashSet<>();
    List<RelationTuple> tuples = new ArrayList<>(change.removals());
    tuples.addAll(change.additions());
    for (RelationTuple tuple : tuples) {
      objects.add(tuple.resource().toString());
      objects.add(tuple.subject().object().toString());
    }
    return objects;
  }
}
