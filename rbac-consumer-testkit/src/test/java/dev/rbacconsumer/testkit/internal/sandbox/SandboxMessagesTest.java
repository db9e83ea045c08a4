package dev.rbacconsumer.testkit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.internal.sandbox.PromptLine.Publish;
import dev.rbacconsumer.testkit.internal.sandbox.PromptLine.Publish.Kind;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxMessagesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  private final SandboxMessages messages = new SandboxMessages("topic");
  private final InMemoryTupleStore store = new InMemoryTupleStore(SandboxMessages.schemaAtFirst());

  @Test
  void theStoreAcceptsGoodMessagesAndBadOnesWithTheOtherSchemaAlone() {
    apply(publish(Kind.GOOD, 2, Optional.empty()));
    List<SourceRecord> bad = publish(Kind.BAD, 2, Optional.empty());

    assertThat(store.tuples()).hasSize(2);
    assertThatThrownBy(() -> apply(bad))
        .isInstanceOf(StoreRefusal.class)
        .hasMessageContaining("object definition `rbac/workspace` not found");

    store.setSchema(SandboxMessages.schemaWithAll());
    apply(bad);

    assertThat(store.tuples()).hasSize(4);
  }

  @Test
  void theMemberThatABadMessageRemovesComesBack() {
    store.setSchema(SandboxMessages.schemaWithAll());
    apply(publish(Kind.BACK, 1, Optional.empty()));
    assertThat(store.tuples()).hasSize(1);

    apply(publish(Kind.BAD, 1, Optional.empty()));
    assertThat(store.tuples()).as("the relation of the other type").hasSize(1);

    apply(publish(Kind.BACK, 1, Optional.empty()));
    assertThat(store.tuples()).hasSize(2);
  }

  @Test
  void aBurstIsInAllPartitionsAndEveryFifthMessageRemovesAMemberOfItsOwnPartition() {
    publish(Kind.GOOD, 1, Optional.empty());
    List<SourceRecord> burst = publish(Kind.BURST, 30, Optional.empty());

    for (int partition = 0; partition < Sandbox.PARTITIONS; partition++) {
      int number = partition;
      List<SourceRecord> own =
          burst.stream().filter(it -> it.partition().number() == number).toList();
      int before = store.tuples().size();
      apply(own);

      assertThat(own).hasSize(10);
      assertThat(removals(own)).isEqualTo(2);
      assertThat(store.tuples()).hasSize(before + 8 - 2);
    }
  }

  @Test
  void messagesAreInTheNamedPartitionOrElseInTheFirst() {
    assertThat(partitions(publish(Kind.BURST, 6, Optional.of(2)))).containsOnly(2);
    assertThat(partitions(publish(Kind.GOOD, 2, Optional.of(1)))).containsOnly(1);
    assertThat(partitions(publish(Kind.BAD, 2, Optional.empty()))).containsOnly(0);
  }

  @Test
  void eachMessageHasItsOwnContentAndTheTimeOfItsPublication() {
    List<SourceRecord> all = new ArrayList<>(publish(Kind.GOOD, 3, Optional.empty()));
    all.addAll(publish(Kind.GOOD, 3, Optional.empty()));

    assertThat(all.stream().map(it -> event(it).change()).distinct()).hasSize(6);
    assertThat(all).allMatch(it -> it.timestampMillis() == NOW.toEpochMilli());
  }

  private List<SourceRecord> publish(Kind kind, int count, Optional<Integer> partition) {
    return messages.of(new Publish(kind, count, partition), NOW);
  }

  private void apply(List<SourceRecord> records) {
    for (SourceRecord record : records) {
      event(record).change().removals().forEach(it -> store.delete(it, null));
      List<RelationTuple> added = List.copyOf(event(record).change().additions());
      if (!added.isEmpty()) {
        store.touch(added, null);
      }
    }
  }

  private static long removals(List<SourceRecord> records) {
    return records.stream().filter(it -> !event(it).change().removals().isEmpty()).count();
  }

  private static List<Integer> partitions(List<SourceRecord> records) {
    return records.stream().map(it -> it.partition().number()).toList();
  }

  private static RelationsEvent event(SourceRecord record) {
    return ((Decoding.Relations) DECODER.decode(record)).event();
  }
}
