package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reader of the store can see while batches adapt to load. */
class AutoBatchTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final int MAX_TUPLES = 40;
  private static final LaneSettings AUTO =
      LaneSettings.DEFAULT
          .withBatchSize(BatchSize.AUTO)
          .withSteps(new ChangeSteps(MAX_TUPLES, MAX_TUPLES));

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Set<RelationTuple>> visible = new ArrayList<>();
  private final List<DeliveryEvent> events = new ArrayList<>();
  private final DeliveryWorld world = world();
  private Duration callTime = Duration.ofMillis(1);
  private Duration listenerTime = Duration.ZERO;

  /** Number of tuples from which on no call is answered in time, and its effect is unknown. */
  private int slowFrom = Integer.MAX_VALUE;

  @Test
  void aMessageIsAppliedAloneAndAtOnceWhileThereIsNoBacklog() {
    world.source().assign(P0);
    world.runFor(Duration.ofSeconds(1));

    for (int message = 0; message < 100; message++) {
      append(message);
      world.runFor(Duration.ofMillis(5));
      assertThat(sizes).hasSize(message + 1);
    }

    assertThat(sizes).containsOnly(1);
  }

  @Test
  void aBacklogIsAppliedInFewCallsAndWithTheSameResult() {
    callTime = Duration.ofMillis(20);
    append(IntStream.range(0, 400).toArray());
    world.source().assign(P0);

    world.runFor(Duration.ofMinutes(1));

    assertThat(sizes).startsWith(1, 1, 1, 1, 1, 2, 4, 8, 16, 20, 20).hasSizeLessThan(40);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(400));
    assertThat(Set.copyOf(relations.store().tuples())).isEqualTo(strict(400));
  }

  @Test
  void everyStateThatIsVisibleIsOneOfTheStrictOrder() {
    callTime = Duration.ofMillis(20);
    append(IntStream.range(0, 400).toArray());
    world.source().assign(P0);

    world.runFor(Duration.ofMinutes(1));

    Set<Set<RelationTuple>> ofStrictOrder = new HashSet<>();
    for (int messages = 1; messages <= 400; messages++) {
      ofStrictOrder.add(strict(messages));
    }
    assertThat(ofStrictOrder).containsAll(visible);
  }

  @Test
  void afterABacklogMessagesAreAppliedAloneAgain() {
    callTime = Duration.ofMillis(20);
    append(IntStream.range(0, 400).toArray());
    world.source().assign(P0);
    world.runFor(Duration.ofMinutes(1));
    sizes.clear();
    callTime = Duration.ofMillis(1);

    for (int message = 400; message < 420; message += 2) {
      append(message, message + 1);
      world.runFor(Duration.ofMillis(10));
    }

    assertThat(sizes).hasSize(20).containsOnly(1);
  }

  @Test
  void theTurnOfAMessageBeginsOnce() {
    callTime = Duration.ofMillis(20);
    for (int message = 0; message < 400; message++) {
      grant(3 * message, 3 * message + 1, 3 * message + 2);
    }
    world.source().assign(P0);

    world.runFor(Duration.ofMinutes(1));

    assertThat(sizes).contains(MAX_TUPLES / 3);
    assertThat(events.stream().filter(RecordEvent.Started.class::isInstance))
        .hasSize(400)
        .doesNotHaveDuplicates();
  }

  @Test
  void aMessageThatDoesNotFitIsNoRepetitionOfItself() {
    callTime = Duration.ofMillis(20);
    for (int message = 0; message < 400; message++) {
      grant(3 * message, 3 * message + 1, 3 * message + 2);
    }
    world.source().assign(P0);

    world.runFor(Duration.ofMinutes(1));

    assertThat(sizes).contains(MAX_TUPLES / 3);
    assertThat(events).noneMatch(RecordEvent.EventRepeated.class::isInstance);
    assertThat(relations.store().tuples()).hasSize(1_200);
  }

  @Test
  void listenersThatTakeLongSayNothingOfTheStore() {
    callTime = Duration.ofMillis(20);
    append(IntStream.range(0, 400).toArray());
    world.source().assign(P0);
    world.runFor(Duration.ofMillis(110));

    listenerTime = Duration.ofSeconds(3);
    world.runFor(Duration.ofMinutes(5));

    assertThat(sizes).startsWith(1, 1, 1, 1, 1, 2, 4, 8, 16, 20, 20);
  }

  @Test
  void whatTheStoreCannotApplyInTimeIsAppliedInParts() {
    callTime = Duration.ofMillis(20);
    IntStream.range(0, 300).forEach(this::grant);
    world.source().assign(P0);
    world.runFor(Duration.ofMillis(150));
    assertThat(relations.store().tuples()).hasSizeBetween(10, 200);

    slowFrom = 4;
    world.runFor(Duration.ofMinutes(30));

    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(300));
    assertThat(relations.store().tuples()).hasSize(300);
  }

  @Test
  void aMessageThatTheStoreRefusesIsFoundInItsBatchAndBlocksAlone() {
    callTime = Duration.ofMillis(50);
    append(IntStream.range(0, 10).toArray());
    RelationTuple refused = RelationTuple.parse("rbac/unknown:u#t_member@rbac/principal:ann");
    world.source().append(P0, OutboxMessages.relations().add(refused).build());
    append(11, 12);
    world.source().assign(P0);

    world.runFor(Duration.ofSeconds(30));

    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(10));
    assertThat(Set.copyOf(relations.store().tuples())).isEqualTo(strict(10));
    assertThat(events.stream().filter(RecordEvent.Retrying.class::isInstance))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(((RecordEvent.Retrying) it).record().offset().value()).isEqualTo(10));
  }

  /** Each message grants to one member and takes away the grant of the one before. */
  private void append(int... messages) {
    for (int message : messages) {
      world
          .source()
          .append(
              P0,
              OutboxMessages.relations().remove(member(message - 1)).add(member(message)).build());
    }
  }

  /** Appends a message that adds members. */
  private void grant(int... members) {
    RelationsMessageBuilder message = OutboxMessages.relations();
    for (int number : members) {
      message.add(member(number));
    }
    world.source().append(P0, message.build());
  }

  private static RelationTuple member(int number) {
    return RelationTuple.parse("rbac/group:g#t_member@rbac/principal:p" + Math.max(0, number));
  }

  private static Set<RelationTuple> strict(int messages) {
    return Set.of(member(messages - 1));
  }

  private DeliveryWorld world() {
    DeliveryWorld created =
        new DeliveryWorld(
            new OutboxDecoder(DecoderSettings.DEFAULT),
            this::apply,
            relations,
            DeadLetters.none(),
            AUTO,
            0);
    created.observe(this::note);
    return created;
  }

  private Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    if (change.size() >= slowFrom) {
      world.time().advance(timeout);
      return new Outcome.RetryLater("deadline_exceeded", "as scripted");
    }
    world.time().advance(callTime);
    Outcome outcome = relations.apply(change, fence, timeout);
    visible.add(Set.copyOf(relations.store().tuples()));
    sizes.add(0);
    return outcome;
  }

  private void note(DeliveryEvent event) {
    events.add(event);
    if (event instanceof PartitionEvent.ChangeApplied) {
      world.time().advance(listenerTime);
    }
    if (event instanceof RecordEvent.Applied) {
      int last = sizes.size() - 1;
      sizes.set(last, sizes.get(last) + 1);
    }
  }
}
