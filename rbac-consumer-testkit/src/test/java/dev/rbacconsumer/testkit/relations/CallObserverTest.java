package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.CallObserver.CallEnd;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of calls, and writing without a fence. */
class CallObserverTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private final List<CallEnd> heard = new CopyOnWriteArrayList<>();
  private final RelationsChannel channel = RelationsChannel.open(settings().build(), heard::add);

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void everyCallIsReportedWithWhatItWasForAndHowMuchWasInIt() throws Exception {
    apply(TupleChange.net(members(0, 2), members(5, 3)));
    new GrpcFenceAuthority(channel).acquire("group/1", LONG);

    assertThat(heard)
        .extracting(it -> it.operation().label() + " " + it.tuples() + " " + it.outcome())
        .containsExactlyInAnyOrder(
            "delete 1 success",
            "delete 1 success",
            "add 3 success",
            "probe 0 success",
            "read 0 success",
            "lock 0 success",
            "lock 0 success",
            "probe 0 success",
            "read 0 success",
            "read 0 success");
    assertThat(heard).allMatch(it -> it.requestBytes() > 0 && !it.elapsed().isNegative());
  }

  @ParameterizedTest
  @EnumSource
  void theWritesOfAMarkCountAsCallsForTheLock(RelationsDialect dialect) throws Exception {
    StoreMark old = StoreMark.of(Optional.empty(), new CommitPosition(1));
    StoreMark mark = StoreMark.of(Optional.empty(), new CommitPosition(2));
    try (RelationsChannel observed =
        RelationsChannel.open(settings().dialect(dialect).build(), heard::add)) {
      FenceAuthority authority = new GrpcFenceAuthority(observed);
      authority.mark(Optional.empty(), old, fence, LONG);
      heard.clear();

      authority.mark(Optional.of(old), mark, fence, LONG);
    }

    assertThat(heard)
        .extracting(it -> it.operation().label() + " " + it.tuples() + " " + it.outcome())
        .containsExactly("probe 0 success", "read 0 success", "lock 0 success", "lock 0 success");
  }

  @Test
  void failuresHaveTheReasonOfTheOutcome() throws Exception {
    server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later"));
    apply(adding(members(0, 1)));
    server.next(1, new ServerFault.Hang());
    new GrpcRelationSink(channel).apply(adding(members(0, 1)), fence, Duration.ofMillis(50));
    server.stealLock("group/0");
    apply(adding(members(0, 1)));

    // The last two are the reading of the lock.
    assertThat(heard)
        .extracting(CallEnd::outcome)
        .containsExactly("unavailable", "deadline_exceeded", "fence_lost", "success", "success");
  }

  @Test
  void aCallThatIsNotMadeForWantOfATokenIsReportedToo() throws Exception {
    RelationsSettings settings =
        settings().credentials(new Credentials.TokenFile(Path.of("/no/such/token"))).build();
    try (RelationsChannel without = RelationsChannel.open(settings, heard::add)) {
      new GrpcRelationSink(without).apply(adding(members(0, 1)), fence, LONG);
    }

    assertThat(heard).extracting(CallEnd::outcome).containsExactly("token_file_unreadable");
  }

  @Test
  void anObserverThatThrowsKeepsNothingFromItsWay() throws Exception {
    try (RelationsChannel noisy =
        RelationsChannel.open(
            settings().build(),
            call -> {
              throw new IllegalStateException("theirs");
            })) {
      assertThat(new GrpcRelationSink(noisy).apply(adding(members(0, 1)), fence, LONG))
          .isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void withoutAFenceWritesGoThroughWhileAnotherHoldsTheLock() throws Exception {
    server.stealLock("group/0");

    Outcome outcome =
        new GrpcRelationSink(channel)
            .apply(
                TupleChange.net(members(0, 2), members(5, 3)),
                FenceToken.unfenced("group/0"),
                LONG);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).hasSize(3);
  }

  @Test
  void withoutAFenceARefusalIsStillARefusal() throws Exception {
    server.store().setSchema(StoreSchema.rbac().without("rbac/group"));

    Outcome outcome =
        new GrpcRelationSink(channel)
            .apply(adding(members(0, 1)), FenceToken.unfenced("group/0"), LONG);

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
  }

  private RelationsSettings.Builder settings() {
    return RelationsSettings.forTarget(server.target());
  }

  private void apply(TupleChange change) throws InterruptedException {
    new GrpcRelationSink(channel).apply(change, fence, LONG);
  }
}
