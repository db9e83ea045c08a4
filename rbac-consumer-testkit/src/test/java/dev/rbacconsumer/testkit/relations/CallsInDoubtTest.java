package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After which attempts a part of them may still take effect, and after which it may not. */
class CallsInDoubtTest {
  private static final Duration LONG = PatientSettings.LONG;
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");

  private final RelationsServer server = RelationsServer.builder().start();
  private final HoldingProxy proxy = new HoldingProxy(server.target());
  private final FenceToken fence = server.stealLock("group/0");

  @AfterEach
  void close() {
    proxy.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(GrpcErrorCode.class)
  void onlyARefusalOfAnApplicationLeavesNoDoubt(GrpcErrorCode code) throws Exception {
    server.next(1, new ServerFault.Answer(code, "as scripted"));

    Outcome outcome = apply(server.target(), adding(ANN));

    assertThat(outcome).isNotInstanceOf(Outcome.Applied.class);
    assertThat(outcome.mayLandLater()).isEqualTo(!CallEnd.isRefusal(code));
  }

  @Test
  void aReasonOfTheStoreIsARefusalUnderAnyCode() throws Exception {
    StoreRefusal readOnly =
        new StoreRefusal(GrpcErrorCode.UNAVAILABLE, "SERVICE_READ_ONLY", Map.of(), "no");
    server.next(1, new ServerFault.Refusal(readOnly));

    Outcome outcome = apply(server.target(), adding(ANN));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("service_read_only"));
    assertThat(outcome.mayLandLater()).isFalse();
  }

  @Test
  void aRefusedConnectionLeavesNoDoubtAndNoneIsReported() throws Exception {
    List<DeliveryEvent> events = new ArrayList<>();
    try (RelationsChannel channel = open("127.0.0.1:" + freePort())) {
      DeliveryWorld world =
          DeliveryWorld.over(new GrpcRelationSink(channel), new InMemoryRelations());
      world.observe(events::add);
      world.source().append(P0, OutboxMessages.relations().add(ANN).build());
      world.source().assign(P0);

      world.runFor(Duration.ofMinutes(1));
    }

    assertThat(events)
        .filteredOn(RecordEvent.Retrying.class::isInstance)
        .hasSizeGreaterThan(2)
        .allSatisfy(it -> assertThat(it.toString()).contains("unavailable"));
    assertThat(events).doesNotHaveAnyElementsOfTypes(RecordEvent.WriteInDoubt.class);
  }

  @Test
  void aConnectionThatIsNeverMadeLeavesNoDoubt() throws Exception {
    try (TcpProxy silent = new TcpProxy(server.port())) {
      silent.swallowNext(1000);
      RelationsSettings settings =
          PatientSettings.of(silent.target()).callDeadline(Duration.ofMillis(200)).build();

      Outcome outcome = apply(settings, adding(ANN));

      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      assertThat(outcome.mayLandLater()).isFalse();
    }
  }

  @Test
  void anAttemptWithoutATokenLeavesNoDoubt() throws Exception {
    try (FakeIdentityProvider provider = new FakeIdentityProvider()) {
      provider.set(FakeIdentityProvider.Mood.BUSY);

      Outcome outcome = apply(withTokensOf(provider), adding(ANN));

      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      assertThat(outcome.mayLandLater()).isFalse();
    }
  }

  @Test
  void aCallThatWasRepeatedWithAnotherTokenMayLandTwice() throws Exception {
    try (FakeIdentityProvider provider = new FakeIdentityProvider()) {
      proxy.holdNext(new CallEnd.Page(401));

      Outcome outcome = apply(withTokensOf(provider), adding(ANN));

      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
      assertThat(outcome.mayLandLater()).isTrue();
      assertThat(proxy.held()).isEqualTo(1);
    }
  }

  @Test
  void oneRemovalInDoubtPutsTheAttemptInDoubt() throws Exception {
    server.store().touch(members(0, 5), null);
    proxy.holdNext(new CallEnd.Reset(11));

    Outcome outcome = apply(proxy.target(), removing(members(0, 5)));

    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    assertThat(outcome.mayLandLater()).isTrue();
  }

  @Test
  void aRefusalBesideACallInDoubtIsTriedAgain() throws Exception {
    // Rejected, the record might be passed over while its first call still lands.
    RelationTuple alien = tuple("unheard:x1#member@principal:ann");
    proxy.holdNext(new CallEnd.Page(413));

    Outcome outcome = apply(proxy.target(), adding(List.of(ANN, alien)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("unknown_definition"));
    assertThat(outcome.mayLandLater()).isTrue();
  }

  @Test
  void anInterruptCancelsAtOnceWhatIsInFlightHoweverLongItsTime() throws Exception {
    Duration day = Duration.ofDays(1);
    server.next(3, new ServerFault.Hang());
    RelationsSettings settings = PatientSettings.of(server.target()).callDeadline(day).build();
    try (RelationsChannel channel = RelationsChannel.open(settings)) {
      GrpcRelationSink sink = new GrpcRelationSink(channel);
      // Two of them: the last one of all goes alone.
      Background<Outcome> outcome =
          Background.run(() -> sink.apply(removing(members(0, 3)), fence, day));
      assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 2, LONG)).isTrue();

      outcome.interrupt();

      assertThatThrownBy(outcome::result).hasCauseInstanceOf(InterruptedException.class);
      assertThat(server.awaitCancelled(2, LONG)).isTrue();
    }
  }

  private RelationsSettings withTokensOf(FakeIdentityProvider provider) {
    Credentials credentials = provider.client().withTimeout(LONG);
    return PatientSettings.of(proxy.target()).credentials(credentials).build();
  }

  private Outcome apply(String target, TupleChange change) throws InterruptedException {
    try (RelationsChannel channel = open(target)) {
      return new GrpcRelationSink(channel).apply(change, fence, LONG);
    }
  }

  private Outcome apply(RelationsSettings settings, TupleChange change)
      throws InterruptedException {
    try (RelationsChannel channel = RelationsChannel.open(settings)) {
      return new GrpcRelationSink(channel).apply(change, fence, LONG);
    }
  }

  private static RelationsChannel open(String target) {
    return RelationsChannel.open(PatientSettings.of(target).build());
  }

  /** Nobody listens there. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
