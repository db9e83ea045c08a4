package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.kafka.GroupMember;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Partitions that change hands, with one of the protocols that a group can have. */
abstract class RebalanceTests {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final DeliveryObserver NOBODY = event -> {};
  private static final RelationTuple REFUSED =
      RelationTuple.parse("rbac/workspace:w#t_parent@rbac/tenant:t");

  private static EmbeddedKafka kafka;
  private static int topics;

  private final InMemoryRelations store = new InMemoryRelations();
  private final Queue<RelationTuple> written = new ConcurrentLinkedQueue<>();
  private final String protocol;
  private String topic = "";

  RebalanceTests(String protocol) {
    this.protocol = protocol;
  }

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(Map.of("group.consumer.heartbeat.interval.ms", "500"));
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void whatIsSettledIsCommittedBeforeAPartitionMovesAndNothingIsAppliedTwice() {
    begin(4);
    publishEverywhere("before");

    try (FencedInstance first = start(Map.of())) {
      awaitNoLag();
      try (FencedInstance second = start(Map.of())) {
        publishEverywhere("during");
        second.events.await(PartitionEvent.Positioned.class, it -> true, SOON);
        first.events.await(InstanceEvent.Revoked.class, it -> true, SOON);
        publishEverywhere("shared");
        awaitNoLag();
        assertThat(assignments()).hasSize(2).allMatch(it -> it.size() == 2);
      }
      publishEverywhere("after");
      awaitNoLag();
    }

    assertThat(written).doesNotHaveDuplicates().hasSize(4 * 4);
    assertThat(store.store().tuples()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void aWaitOfMinutesDelaysNoMoveAndGoesOnWhereItMovesTo() {
    begin(2);
    store.store().setSchema(StoreSchema.rbac().without("rbac/workspace"));
    publish(0, OutboxMessages.relations().add(REFUSED));
    publish(1, OutboxMessages.relations().add(REFUSED));

    try (FencedInstance first = start(Map.of())) {
      first.events.await(RecordEvent.Retrying.class, it -> number(it) == 0, SOON);
      first.events.await(RecordEvent.Retrying.class, it -> number(it) == 1, SOON);
      FencedInstance second = start(Map.of());
      int moved = number(second.events.await(RecordEvent.Retrying.class, it -> true, SOON));
      store.store().setSchema(StoreSchema.rbac());
      second.close();
      first.events.await(
          RecordEvent.Applied.class, it -> it.record().partition().number() == moved, SOON);

      assertThat(first.events.events(InstanceEvent.Lost.class)).isEmpty();
      assertThat(second.events.events(InstanceEvent.Lost.class)).isEmpty();
      assertThat(store.store().tuples()).containsExactly(REFUSED);
    }
  }

  @Test
  void aWriteOfTheOldOwnerThatComesLateIsRefused() throws Exception {
    begin(1);
    RelationTuple tuple = member(0, "late");
    publish(0, OutboxMessages.relations().add(tuple));
    publish(0, OutboxMessages.relations().remove(tuple));
    HeldSink held = new HeldSink();

    FencedInstance first = new FencedInstance(client(Map.of()), topic, held, store, NOBODY);
    held.reached.await();
    first.close();
    try (FencedInstance second = start(Map.of())) {
      awaitNoLag();
      held.release.countDown();
      Outcome outcome = Eventually.get(() -> held.outcomes.peek(), it -> it != null, SOON);

      assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
      assertThat(first.events.events(PartitionEvent.LaneOverdue.class)).hasSize(1);
      assertThat(second.events.events(PartitionEvent.FenceAcquired.class)).hasSize(1);
      assertThat(store.store().tuples()).isEmpty();
    }
  }

  @Test
  void aMemberThatWasMissedCommitsNothingOfWhatItLost() {
    begin(1);
    publish(0, OutboxMessages.relations().add(member(0, "before")));
    SourceHolder holder = new SourceHolder();
    Map<String, String> impatient = Map.of("max.poll.interval.ms", "1500");

    try (FencedInstance missed =
        new FencedInstance(client(impatient), topic, this::write, store, holder)) {
      awaitNoLag();
      holder.holdAtNextRecord.set(true);
      publish(0, OutboxMessages.relations().add(member(0, "after")));
      Eventually.get(() -> written.size(), size -> size == 2, SOON);
      Eventually.get(() -> kafka.members(topic).size(), size -> size == 0, SOON);
      FencedInstance other = start(Map.of());
      awaitNoLag();
      holder.release.countDown();
      missed.events.await(InstanceEvent.Lost.class, it -> true, SOON);

      assertThat(committedBeforeItLost(missed)).allMatch(position -> position < 2);
      other.close();
      publish(0, OutboxMessages.relations().add(member(0, "again")));
      awaitNoLag();
      assertThat(store.store().tuples()).hasSize(3);
    }
  }

  /** Where the group is empty, brokers that speak the newer protocol take a commit of anybody. */
  @Test
  void theOnlyMemberCommitsNothingEitherOnceItWasMissed() {
    begin(1);
    SourceHolder holder = new SourceHolder();
    Queue<Long> atTheLoss = new ConcurrentLinkedQueue<>();
    DeliveryObserver looker =
        event -> {
          holder.on(event);
          if (event instanceof InstanceEvent.Lost) {
            atTheLoss.add(kafka.lag(topic, topic));
          }
        };
    Map<String, String> impatient = Map.of("max.poll.interval.ms", "6500");

    try (FencedInstance missed =
        new FencedInstance(client(impatient), topic, this::write, store, looker)) {
      missed.events.await(PartitionEvent.Positioned.class, it -> true, SOON);
      holder.holdAtNextRecord.set(true);
      publish(0, OutboxMessages.relations().add(member(0, "only")));
      Eventually.get(() -> kafka.members(topic).size(), size -> size == 0, SOON);
      holder.release.countDown();
      missed.events.await(InstanceEvent.Lost.class, it -> true, SOON);
      awaitNoLag();
    }

    assertThat(atTheLoss).containsExactly(1L);
    assertThat(store.store().tuples()).hasSize(1);
  }

  @Test
  void aMemberThatWasMissedCommitsNothingWhenItStopsEither() {
    begin(1);
    SourceHolder holder = new SourceHolder();
    Map<String, String> impatient = Map.of("max.poll.interval.ms", "6500");

    FencedInstance missed =
        new FencedInstance(client(impatient), topic, this::write, store, holder);
    publish(0, OutboxMessages.relations().add(member(0, "before")));
    awaitNoLag();
    holder.holdAtNextRecord.set(true);
    publish(0, OutboxMessages.relations().add(member(0, "after")));
    Eventually.get(() -> written.size(), size -> size == 2, SOON);
    Eventually.get(() -> kafka.members(topic).size(), size -> size == 0, SOON);
    missed.thread.stop();
    holder.release.countDown();
    missed.close();

    assertThat(kafka.lag(topic, topic)).isEqualTo(1);
  }

  @Test
  void aStaticMemberComesBackToItsPartitionsAndTheOthersDoNotNotice() {
    begin(4);
    try (FencedInstance one = start(Map.of("group.instance.id", "one"))) {
      FencedInstance two = start(Map.of("group.instance.id", "two"));
      Eventually.get(
          this::assignments,
          it -> it.size() == 2 && it.stream().allMatch(a -> a.size() == 2),
          SOON);
      publishEverywhere("before");
      awaitNoLag();
      Set<PartitionId> had = held("two");
      int moves = moves(one);
      two.close();
      publishEverywhere("between");

      try (FencedInstance again = start(Map.of("group.instance.id", "two"))) {
        awaitNoLag();

        assertThat(held("two")).isEqualTo(had);
        assertThat(again.events.events(InstanceEvent.Assigned.class)).hasSize(1);
        assertThat(moves(one)).isEqualTo(moves);
        assertThat(written).doesNotHaveDuplicates().hasSize(8);
      }
    }
  }

  @Test
  void ofTwoInstancesUnderOneNameOneEndsAndSaysWhy() {
    begin(1);
    Map<String, String> named = Map.of("group.instance.id", "same");
    FencedInstance first = start(named);
    first.events.await(PartitionEvent.Positioned.class, it -> true, SOON);
    FencedInstance second = start(named);

    FencedInstance ended =
        Eventually.get(
            () -> first.thread.hasEnded() ? first : second, it -> it.thread.hasEnded(), SOON);
    FencedInstance other = ended == first ? second : first;

    assertThat(ended.thread.failure()).hasMessageContaining("group.instance.id");
    publish(0, OutboxMessages.relations().add(member(0, "to the other")));
    awaitNoLag();
    assertThat(other.thread.failure()).isNull();
    other.close();
  }

  private void begin(int partitions) {
    topic = "moves-" + topics++;
    kafka.createTopic(topic, partitions);
  }

  private FencedInstance start(Map<String, String> more) {
    return new FencedInstance(client(more), topic, this::write, store, NOBODY);
  }

  private KafkaClientSettings client(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("group.protocol", protocol);
    if (protocol.equals("classic")) {
      properties.put("heartbeat.interval.ms", "500");
    }
    return new KafkaClientSettings(kafka.bootstrapServers(), topic, "test", properties);
  }

  private Outcome write(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    Outcome outcome = store.apply(change, fence, timeout);
    if (outcome instanceof Outcome.Applied) {
      written.addAll(change.additions());
    }
    return outcome;
  }

  private void publishEverywhere(String name) {
    for (int partition = 0; partition < 4; partition++) {
      publish(partition, OutboxMessages.relations().add(member(partition, name)));
    }
  }

  private void publish(int partition, RelationsMessageBuilder message) {
    kafka.publish(message.build().at(new PartitionId(topic, partition), new Offset(0)));
  }

  private static RelationTuple member(int partition, String name) {
    return RelationTuple.parse(
        "rbac/group:p%d#t_member@rbac/principal:%s".formatted(partition, name.replace(' ', '-')));
  }

  private void awaitNoLag() {
    Eventually.get(() -> kafka.lag(topic, topic), lag -> lag == 0, SOON);
  }

  private List<Set<PartitionId>> assignments() {
    return kafka.members(topic).stream().<Set<PartitionId>>map(GroupMember::assignment).toList();
  }

  private Set<PartitionId> held(String instanceId) {
    Set<PartitionId> held = new TreeSet<>();
    for (GroupMember member : kafka.members(topic)) {
      if (member.instanceId().filter(instanceId::equals).isPresent()) {
        held.addAll(member.assignment());
      }
    }
    return held;
  }

  private static List<Long> committedBeforeItLost(FencedInstance instance) {
    return instance.events.events().stream()
        .takeWhile(event -> !(event instanceof InstanceEvent.Lost))
        .filter(PartitionEvent.Committed.class::isInstance)
        .map(event -> ((PartitionEvent.Committed) event).position().value())
        .toList();
  }

  private static int moves(FencedInstance instance) {
    return instance.events.events(InstanceEvent.Assigned.class).size()
        + instance.events.events(InstanceEvent.Revoked.class).size()
        + instance.events.events(InstanceEvent.Lost.class).size();
  }

  private static int number(RecordEvent.Retrying event) {
    return event.record().partition().number();
  }

  /** A sink whose first call goes on only when it is told to, whatever is done to its thread. */
  private final class HeldSink implements RelationSink {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
        throws InterruptedException {
      reached.countDown();
      boolean released = false;
      while (!released) {
        try {
          release.await();
          released = true;
        } catch (InterruptedException deaf) {
          // As a call that hangs in the network does not hear it either.
        }
      }
      Outcome outcome = store.apply(change, fence, timeout);
      outcomes.add(outcome);
      return outcome;
    }
  }

  /** Holds the thread that polls, once it has handed on the next record. */
  private static final class SourceHolder implements DeliveryObserver {
    final AtomicBoolean holdAtNextRecord = new AtomicBoolean();
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void on(DeliveryEvent event) {
      if (event instanceof InstanceEvent.Polled polled
          && polled.records() > 0
          && holdAtNextRecord.compareAndSet(true, false)) {
        try {
          release.await();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
