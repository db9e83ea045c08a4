package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a port throws, errors included, blocks one partition with a report; what no retry mends ends
 * the instance with one.
 */
class UnexpectedErrorsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<String> reports = new ArrayList<>();
  private int failures = 1;

  /** Everything but an error of the virtual machine; of its errors, one that unwinding mends. */
  static Stream<Throwable> mended() {
    return Stream.of(
        new IllegalStateException("defect"),
        new Exception("checked, and thrown all the same"),
        new NoClassDefFoundError("org/example/Part"),
        new AssertionError("defect"),
        new StackOverflowError());
  }

  static Stream<Throwable> fatal() {
    return Stream.of(new OutOfMemoryError("Java heap space"), new InternalError("defect"));
  }

  @ParameterizedTest
  @MethodSource("mended")
  void aSinkThatThrowsBlocksItsPartitionAloneUntilItPasses(Throwable thrown) {
    DeliveryWorld world =
        world(
            1,
            delivery ->
                withSink(
                    delivery,
                    (change, fence, timeout) -> {
                      if (change.toString().equals("-0 +2")) {
                        failOnce(thrown);
                      }
                      return relations.apply(change, fence, timeout);
                    }));
    world.source().append(P0, OutboxMessages.relations().add(member("a")).add(member("b")).build());
    append(world, P1, "c");

    world.runFor(ofSeconds(3));

    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@0", "0s applied p1@0", "1s applied p0@0");
    assertThat(reports).containsExactly("p0@0 relation sink: " + thrown);
  }

  @ParameterizedTest
  @MethodSource("mended")
  void aFenceAuthorityThatThrowsIsAskedAgain(Throwable thrown) {
    DeliveryWorld world =
        world(
            1,
            delivery ->
                delivery.withFences(
                    (lockId, timeout) -> {
                      failOnce(thrown);
                      return relations.acquire(lockId, timeout);
                    }));
    append(world, P0, "a");

    world.runFor(ofSeconds(3));

    assertThat(world.timeline())
        .containsSubsequence("0s fence not acquired p0", "1s fence acquired p0", "1s applied p0@0");
    assertThat(reports).containsExactly("p0 fence authority: " + thrown);
  }

  @ParameterizedTest
  @MethodSource("mended")
  void aDecoderThatThrowsBlocksItsPartitionAloneUntilItPasses(Throwable thrown) {
    DeliveryWorld world = world(1, delivery -> delivery.withDecoder(failingAt(0, thrown)));
    append(world, P0, "a");
    append(world, P1, "b");

    world.runFor(ofSeconds(3));

    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@0", "0s applied p1@0", "1s applied p0@0");
    assertThat(reports).containsExactly("p0@0 decoder: " + thrown);
  }

  @Test
  void aBatchEndsBeforeTheRecordThatTheDecoderFailsAt() {
    DeliveryWorld world =
        world(10, delivery -> delivery.withDecoder(failingAt(2, new AssertionError("defect"))));
    append(world, P0, "a", "b", "c", "d");

    world.runFor(ofSeconds(3));

    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@2",
            "0s applied p0@0",
            "0s applied p0@1",
            "1s applied p0@2",
            "1s applied p0@3");
  }

  /** It may hold the removal of what an earlier record of the range adds. */
  @Test
  void aRangeToRecoverWaitsForTheRecordThatTheDecoderFailsAt() {
    DeliveryWorld world =
        world(1, delivery -> delivery.withDecoder(failingAt(1, new AssertionError("defect"))));
    List<RelationTuple> everSeen = new ArrayList<>();
    relations.store().onWrite(write -> everSeen.addAll(write.added()));
    world.source().append(P0, OutboxMessages.relations().add(member("a")).build());
    world.source().append(P0, OutboxMessages.relations().remove(member("a")).build());
    var unused = relations.store().acquireLock("group/0"); // An earlier owner has held it.
    world
        .source()
        .commitFromOutside(
            P0, new Commit(new CommitPosition(0), "rbac-consumer/1 through=2 bytes=100000"));

    world.runFor(ofSeconds(3));

    assertThat(everSeen).doesNotContain(member("a"));
    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@1", "1s applied p0@0", "1s applied p0@1");
  }

  @ParameterizedTest
  @MethodSource("mended")
  void aListenerThatThrowsDelaysNothing(Throwable thrown) {
    AppliedEventListener listener =
        (event, timeout) -> {
          failOnce(thrown);
          return Optional.empty();
        };
    DeliveryWorld world = world(1, delivery -> delivery.withAppliedEvents(listener));
    append(world, P0, "a");

    world.runFor(ofSeconds(1));

    assertThat(world.timeline()).contains("0s applied p0@0").doesNotContain("internal_error");
    assertThat(reports).containsExactly("p0@0 applied events: " + thrown);
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void anErrorOfTheVirtualMachineEndsTheInstance(Throwable thrown) {
    DeliveryWorld world =
        world(
            1,
            delivery ->
                withSink(
                    delivery,
                    (change, fence, timeout) -> {
                      throw Sneaky.thrown(thrown);
                    }));
    append(world, P0, "a");

    assertThatThrownBy(() -> world.runFor(ofSeconds(3)))
        .hasMessage("outbox-0: the lane died of a defect")
        .hasRootCause(thrown);

    assertThat(reports).containsExactly("p0@0 the lane: " + thrown);
    assertThat(world.status().snapshot(it -> OptionalLong.empty()).needsAttention()).isTrue();
  }

  @Test
  void aScopeThatCannotBeClosedEndsTheInstanceAndNotTheThreadOfALane() {
    AssertionError defect = new AssertionError("no such context");
    RecordScope broken =
        origin ->
            () -> {
              throw defect;
            };
    DeliveryWorld world = world(1, delivery -> delivery.withScope(broken));
    append(world, P0, "a");

    assertThatThrownBy(() -> world.runFor(ofSeconds(3))).hasRootCause(defect);

    assertThat(reports).containsExactly("p0@0 the lane: " + defect);
  }

  private DeliveryWorld world(int batch, UnaryOperator<Delivery> changes) {
    DeliveryWorld world =
        DeliveryWorld.over(relations, LaneSettings.DEFAULT.withBatchMaxMessages(batch), changes);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onPortFailed(PartitionEvent.PortFailed event) {
            note(event, event.port(), event.thrown());
          }

          @Override
          public void onLaneFailed(PartitionEvent.LaneFailed event) {
            note(event, "the lane", event.thrown());
          }
        });
    world.source().assign(P0);
    world.source().assign(P1);
    return world;
  }

  private void note(PartitionEvent event, String part, Throwable thrown) {
    String place = event.record().map(record -> "@" + record.offset()).orElse("");
    reports.add("p" + event.partition().number() + place + " " + part + ": " + thrown);
  }

  private static Delivery withSink(Delivery delivery, RelationSink sink) {
    return delivery.withSink(sink);
  }

  private MessageDecoder failingAt(long offset, Throwable thrown) {
    MessageDecoder real = new OutboxDecoder(DecoderSettings.DEFAULT);
    return record -> {
      if (record.partition().equals(P0) && record.offset().value() == offset) {
        failOnce(thrown);
      }
      return real.decode(record);
    };
  }

  private void failOnce(Throwable thrown) {
    if (failures-- > 0) {
      throw Sneaky.thrown(thrown);
    }
  }

  private static void append(DeliveryWorld world, PartitionId partition, String... members) {
    for (String member : members) {
      world.source().append(partition, OutboxMessages.relations().add(member(member)).build());
    }
  }

  private static RelationTuple member(String id) {
    return RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + id);
  }

  /** Throws anything, as code from other languages does. */
  private static final class Sneaky<T extends Throwable> {
    static RuntimeException thrown(Throwable any) {
      throw new Sneaky<RuntimeException>().as(any);
    }

    @SuppressWarnings("unchecked")
    private T as(Throwable any) throws T {
      throw (T) any;
    }
  }
}
