package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which a connection can end, and how soon writes pass again. */
class ConnectionRecoveryTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofMillis(1_500);

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private TcpProxy proxy;
  private RelationsChannel channel;
  private int written;

  @BeforeEach
  void open() throws IOException {
    proxy = new TcpProxy(server.port());
    channel =
        RelationsChannel.open(
            RelationsSettings.forTarget(proxy.target())
                .callDeadline(CALL)
                .silenceTimeout(CALL)
                .build());
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    proxy.close();
    server.close();
  }

  @Test
  void oneConnectionServesAllCalls() throws Exception {
    assertThat(write()).isInstanceOf(Outcome.Applied.class);
    assertThat(write()).isInstanceOf(Outcome.Applied.class);

    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void aResetFailsTheCallsInFlightAndTheNextAttemptPasses() throws Exception {
    passing(channel);
    int before = server.calls(Rpc.CREATE_TUPLES);
    server.next(1, new ServerFault.Hang());
    Background<Outcome> inFlight = Background.run(this::write);
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, before + 1, LONG)).isTrue();

    proxy.resetConnections();

    assertThat(reason(inFlight.result())).isEqualTo("unavailable");
    assertThat(write()).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aServerThatLeavesAnswersWhatItHasAndTheNextAttemptGoesToItsSuccessor() throws Exception {
    RelationsSettings settings = RelationsSettings.forTarget(server.target()).build();
    try (RelationsChannel direct = RelationsChannel.open(settings)) {
      server.next(1, new ServerFault.Hang());
      Background<Outcome> inFlight = Background.run(() -> write(direct));
      assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, LONG)).isTrue();

      server.replace();
      Outcome next = passing(direct);
      server.release();

      assertThat(next).isInstanceOf(Outcome.Applied.class);
      assertThat(inFlight.result()).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void theFirstAttemptAfterARestartPassesHoweverLongTheServerWasDown() throws Exception {
    RelationsSettings settings = RelationsSettings.forTarget(server.target()).build();
    try (RelationsChannel direct = RelationsChannel.open(settings)) {
      server.stop();
      // So often that gRPC alone would wait for several seconds before it connects again.
      for (int i = 0; i < 5; i++) {
        assertThat(reason(write(direct))).isEqualTo("unavailable");
        Eventually.get(() -> reason(writeQuietly(direct)), "unavailable"::equals, LONG);
        pause();
      }

      server.start();
      pause();

      assertThat(write(direct)).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void aConnectionThatSwallowsEverythingIsReplacedAfterOneTimeout() throws Exception {
    passing(channel);
    int before = proxy.accepted();
    proxy.swallowConnections();

    long begun = System.nanoTime();
    Outcome swallowed = write();
    Outcome next = write();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(reason(swallowed)).isEqualTo("deadline_exceeded");
    assertThat(next).isInstanceOf(Outcome.Applied.class);
    assertThat(proxy.accepted()).isEqualTo(before + 1);
    assertThat(elapsed).isLessThan(CALL.multipliedBy(2).plus(Duration.ofSeconds(2)));
  }

  @Test
  void aConnectionThatIsSwallowedFromTheStartIsReplacedAfterOneTimeout() throws Exception {
    proxy.swallowNext(1);

    Outcome swallowed = write();
    Outcome next = write();

    assertThat(reason(swallowed)).isEqualTo("deadline_exceeded");
    assertThat(next).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aSlowServerKeepsItsConnectionAsLongAsItAnswersOthers() throws Exception {
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
    Background<Outcome> slow = Background.run(this::write);
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, LONG)).isTrue();

    while (!slow.isDoneWithin(Duration.ZERO)) {
      assertThat(write()).isInstanceOf(Outcome.Applied.class);
    }
    assertThat(reason(slow.result())).isEqualTo("deadline_exceeded");

    write();
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void aServerThatAnswersNoConnectionIsUnavailableAfterTheTimeToConnect() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort());
        RelationsChannel to =
            RelationsChannel.open(
                RelationsSettings.forTarget("127.0.0.1:" + full.getLocalPort())
                    .connectTimeout(Duration.ofMillis(300))
                    .build())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();

      assertThat(reason(write(to))).isEqualTo("unavailable");
    }
  }

  /** gRPC starts its own pauses at a second; ours between two connections is one as well. */
  private static void pause() {
    long until = System.nanoTime() + Duration.ofMillis(1_050).toNanos();
    Eventually.get(() -> System.nanoTime() - until, late -> late >= 0, LONG);
  }

  private Outcome passing(RelationsChannel to) {
    return Eventually.get(() -> writeQuietly(to), Outcome.Applied.class::isInstance, LONG);
  }

  private Outcome writeQuietly(RelationsChannel to) {
    try {
      return write(to);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private Outcome write() throws InterruptedException {
    return write(channel);
  }

  private synchronized int next() {
    return written++;
  }

  private Outcome write(RelationsChannel to) throws InterruptedException {
    return new GrpcRelationSink(to).apply(adding(members(next(), 1)), fence, LONG);
  }

  private static String reason(Outcome outcome) {
    return outcome.match(a -> "applied", it -> it.reason(), it -> it.reason(), it -> "fence lost");
  }
}
