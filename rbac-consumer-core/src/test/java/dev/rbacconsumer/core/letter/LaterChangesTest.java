package dev.rbacconsumer.core.letter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which operations of a dead letter later records leave to be applied. */
class LaterChangesTest {
  private static final RelationTuple A = tuple("a");
  private static final RelationTuple B = tuple("b");
  private static final RelationTuple C = tuple("c");

  private final TupleChange letter = TupleChange.net(List.of(A), List.of(B));

  @Test
  void everythingIsLeftWhereNoLaterRecordNamesTheTuples() {
    LaterChanges changes = new LaterChanges(letter, Set.of());

    observe(changes, 5, TupleChange.net(List.of(C), List.of()));

    assertThat(changes.left()).isEqualTo(letter);
    assertThat(changes.leftOut().isEmpty()).isTrue();
    assertThat(changes.changedBy(A)).isEmpty();
  }

  @Test
  void aTupleThatALaterRecordNamesHasItsLastWordThere() {
    LaterChanges changes = new LaterChanges(letter, Set.of());

    observe(changes, 5, TupleChange.net(List.of(B), List.of(A)));
    observe(changes, 7, TupleChange.net(List.of(), List.of(B)));

    assertThat(changes.left().isEmpty()).isTrue();
    assertThat(changes.leftOut()).isEqualTo(letter);
    assertThat(changes.changedBy(A)).contains(new Offset(5));
    assertThat(changes.changedBy(B)).contains(new Offset(7));
  }

  @Test
  void aRemovalThatALaterRecordRepeatsHasItsLastWordThere() {
    LaterChanges changes = new LaterChanges(letter, Set.of());

    observe(changes, 5, TupleChange.net(List.of(A, C), List.of()));

    assertThat(changes.left()).isEqualTo(TupleChange.net(List.of(), List.of(B)));
    assertThat(changes.changedBy(A)).contains(new Offset(5));
    assertThat(changes.changedBy(C)).as("a tuple of others").isEmpty();
  }

  @Test
  void whatALaterRecordAddsDoesNotKeepARemovalBackIfThatRecordIsSetAsideToo() {
    LaterChanges changes = new LaterChanges(letter, Set.of(new Offset(5)));

    observe(changes, 5, TupleChange.net(List.of(), List.of(A, B)));

    assertThat(changes.left()).isEqualTo(letter);
  }

  @Test
  void whatALaterRecordMayHaveRemovedBeforeItWasSetAsideIsNotAdded() {
    LaterChanges changes = new LaterChanges(letter, Set.of(new Offset(5)));

    observe(changes, 5, TupleChange.net(List.of(A, B), List.of()));

    assertThat(changes.left()).isEqualTo(TupleChange.net(List.of(A), List.of()));
    assertThat(changes.changedBy(B)).contains(new Offset(5));
  }

  @Test
  void aRecordThatChangesNoRelationsChangesNoTuple() {
    LaterChanges changes = new LaterChanges(letter, Set.of());

    changes.observe(record(5), new Decoding.Tombstone());

    assertThat(changes.left()).isEqualTo(letter);
  }

  private static void observe(LaterChanges changes, long offset, TupleChange change) {
    changes.observe(
        record(offset),
        new Decoding.Relations(new RelationsEvent(EventMetadata.UNKNOWN, change, 0, false)));
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(
        new PartitionId("outbox", 0), new Offset(offset), -1, null, null, List.of());
  }

  private static RelationTuple tuple(String id) {
    return RelationTuple.parse("rbac/group:" + id + "#member@rbac/principal:ann");
  }
}
