package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A grant whose call is held on the way and ended for the client, in every way that HTTP/2 and its
 * proxies have: it lands when the grant has been made and removed again, and must have no effect.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateCallTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple G1 = tuple("group:g1#member@principal:ann");

  private static final int SMALL = 8192;

  /** Of a call that nothing comes back to; the others are over before. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final RelationsServer server = RelationsServer.builder().start();
  private final HoldingProxy proxy = new HoldingProxy(server.target());

  /** One that fails must not make those after it fail. */
  @AfterEach
  void removeWhatIsLeft() {
    land();
    server.store().clear();
  }

  @AfterAll
  void close() {
    proxy.close();
    server.close();
  }

  static Stream<Arguments> everyEnd() {
    return Stream.of(RelationsDialect.values())
        .flatMap(dialect -> CallEnd.inDoubt().stream().map(end -> Arguments.of(dialect, end)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everyEnd")
  void aGrantThatLandsAfterItsRemovalIsRefused(RelationsDialect dialect, CallEnd end) {
    try (RelationsChannel channel = open(dialect, end)) {
      List<DeliveryEvent> events = grantAndRemove(channel, List.of(G1), holdFirstWrite(end));

      assertThat(land()).containsExactly(Status.Code.FAILED_PRECONDITION);
      assertThat(server.tuples()).isEmpty();
      assertThat(events).hasAtLeastOneElementOfType(RecordEvent.WriteInDoubt.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void soIsTheFirstCopyOfACallThatWasRepeatedWithAnotherToken(RelationsDialect dialect)
      throws IOException {
    try (FakeIdentityProvider provider = new FakeIdentityProvider();
        RelationsChannel channel =
            RelationsChannel.open(
                PatientSettings.of(proxy.target())
                    .dialect(dialect)
                    .credentials(provider.client().withTimeout(PatientSettings.LONG))
                    .build())) {
      DeliveryObserver held = holdFirstWrite(new CallEnd.Page(401));
      List<DeliveryEvent> events = grantAndRemove(channel, List.of(G1), held);

      assertThat(land()).containsExactly(Status.Code.FAILED_PRECONDITION);
      assertThat(server.tuples()).isEmpty();
      assertThat(events).as("failures").doesNotHaveAnyElementsOfTypes(RecordEvent.Retrying.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void soIsTheWholeOfARequestThatWasSentInParts(RelationsDialect dialect) {
    try (RelationsChannel channel = open(dialect, new CallEnd.Close())) {
      DeliveryObserver held = holdWhatIsLarge();
      List<DeliveryEvent> events = grantAndRemove(channel, members(0, 300), held);

      assertThat(land()).isNotEmpty().containsOnly(Status.Code.FAILED_PRECONDITION);
      assertThat(server.tuples()).isEmpty();
      assertThat(events).as("failures").doesNotHaveAnyElementsOfTypes(RecordEvent.Retrying.class);
    }
  }

  private List<DeliveryEvent> grantAndRemove(
      RelationsChannel channel, List<RelationTuple> tuples, DeliveryObserver script) {
    List<DeliveryEvent> events = new ArrayList<>();
    DeliveryWorld world =
        DeliveryWorld.over(new GrpcRelationSink(channel), new GrpcFenceAuthority(channel));
    world.observe(events::add);
    world.observe(script);
    world.source().append(P0, OutboxMessages.relations().add(tuples).build());
    world.source().append(P0, OutboxMessages.relations().remove(tuples).build());
    world.source().assign(P0);
    runUntilAllIsCommitted(world);
    world.stop();
    return events;
  }

  private List<Status.Code> land() {
    return proxy.land().stream().map(Status::getCode).toList();
  }

  /** From the first record to the first that is applied. */
  private DeliveryObserver holdWhatIsLarge() {
    return new SelectiveObserver() {
      @Override
      public void onDecoded(RecordEvent.Decoded event) {
        proxy.limitBody(SMALL, new CallEnd.Page(413));
      }

      @Override
      public void onApplied(RecordEvent.Applied event) {
        proxy.limitBody(Integer.MAX_VALUE, new CallEnd.Silence());
      }
    };
  }

  /** The calls before it are those that take the lock and mark the store. */
  private DeliveryObserver holdFirstWrite(CallEnd end) {
    AtomicBoolean done = new AtomicBoolean();
    return event -> {
      if (event instanceof RecordEvent.Decoded && !done.getAndSet(true)) {
        proxy.holdNext(end);
      }
    };
  }

  private RelationsChannel open(RelationsDialect dialect, CallEnd end) {
    RelationsSettings.Builder settings = PatientSettings.of(proxy.target()).dialect(dialect);
    if (end instanceof CallEnd.Silence) {
      settings.callDeadline(SILENCE);
    }
    return RelationsChannel.open(settings.build());
  }

  private static void runUntilAllIsCommitted(DeliveryWorld world) {
    long end = System.nanoTime() + PatientSettings.LONG.toNanos();
    CommitPosition all = new CommitPosition(2);
    while (!all.equals(world.source().committed().get(P0)) && System.nanoTime() - end < 0) {
      world.runFor(Duration.ofSeconds(10));
    }
    assertThat(world.source().committed()).containsEntry(P0, all);
  }
}
