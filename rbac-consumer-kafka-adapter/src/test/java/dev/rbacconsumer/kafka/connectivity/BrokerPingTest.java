package dev.rbacconsumer.kafka.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.runtime.ThreadSleeper;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In virtual time; {@link ClusterPingTest} asks real brokers. */
final class BrokerPingTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final BrokerReachability ANSWERS = BrokerReachability.ANSWERED;
  private static final BrokerReachability SILENT = BrokerReachability.silent("b:1", TIMEOUT);
  private static final BrokerReachability REFUSES =
      new BrokerReachability(BrokerReachability.State.REFUSES, "no entry");

  private final ManualClock time = new ManualClock();
  private final List<String> timeline = new ArrayList<>();

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    var roundTrip = new BrokerPing(new Script(), INTERVAL, TIMEOUT, time, new Stepping());

    assertThat(roundTrip.contact().isConnected()).isFalse();
    assertThat(roundTrip.contact().words()).isEqualTo("not asked yet");
  }

  @Test
  void asksAtTheIntervalAndSoonerWhileNoOneAnswers() {
    // When
    runThrough(INTERVAL, ANSWERS, ANSWERS, SILENT, SILENT, ANSWERS, REFUSES, ANSWERS);

    // Then
    assertThat(timeline)
        .containsExactly(
            "0s ANSWERS",
            "30s ANSWERS",
            "60s SILENT",
            "61s SILENT",
            "62s ANSWERS",
            "92s REFUSES",
            "122s ANSWERS",
            "closed");
  }

  @Test
  void anIntervalThatIsShorterHoldsForSilenceToo() {
    // When
    runThrough(Duration.ofMillis(500), SILENT, SILENT, SILENT, ANSWERS);

    // Then
    assertThat(timeline)
        .containsExactly("0s SILENT", "0s SILENT", "1s SILENT", "1s ANSWERS", "closed");
  }

  @Test
  void aQuestionThatThrowsIsAskedAgainAndCountsAsNoAnswer() {
    // Given
    BrokerRequest broken =
        new BrokerRequest() {
          @Override
          public BrokerReachability ask() {
            throw new NoClassDefFoundError("org/example/Part");
          }

          @Override
          public void close() {
            timeline.add("closed");
          }
        };
    Stepping sleeper = new Stepping();
    var roundTrip = new BrokerPing(broken, INTERVAL, TIMEOUT, time, sleeper);

    // When
    sleeper.left = 2;
    sleeper.roundTrip = roundTrip;
    roundTrip.run();

    // Then
    assertThat(roundTrip.contact().isConnected()).isFalse();
    assertThat(roundTrip.contact().words())
        .isEqualTo("brokers cannot be asked: java.lang.NoClassDefFoundError: org/example/Part");
    assertThat(timeline).containsExactly("0s SILENT", "1s SILENT", "closed");
  }

  @Test
  void changesAreReportedAndRepetitionsAreNot() {
    // Given
    List<BrokerReachability> told = new CopyOnWriteArrayList<>();
    Script script = new Script(ANSWERS, ANSWERS, SILENT, SILENT, ANSWERS, REFUSES);
    var roundTrip =
        new BrokerPing(script, Duration.ofMillis(1), TIMEOUT, time, new ThreadSleeper());

    // When
    roundTrip.start(() -> told.add(roundTrip.contact()));
    Eventually.get(() -> told, it -> it.contains(REFUSES), LONG);
    roundTrip.close();

    // Then
    assertThat(told).containsExactly(ANSWERS, SILENT, ANSWERS, REFUSES);
  }

  @Test
  void anAnswerThatShouldHaveBeenFollowedByAnotherCountsAsNone() {
    // Given
    BrokerPing roundTrip = runThrough(INTERVAL, ANSWERS);
    Duration sinceThen = INTERVAL;

    // When
    time.advance(INTERVAL.plus(TIMEOUT.multipliedBy(2)).minus(sinceThen));
    BrokerReachability atTheLimit = roundTrip.contact();
    time.advance(Duration.ofNanos(1));

    // Then
    assertThat(atTheLimit).isEqualTo(ANSWERS);
    assertThat(roundTrip.contact().isConnected()).isFalse();
    assertThat(roundTrip.contact().words()).contains("too old");
  }

  @Test
  void troubleIsReportedSinceItBegan() {
    // Given
    Instant began = time.now();

    // When
    BrokerPing silent = runThrough(INTERVAL, ANSWERS, SILENT, SILENT, SILENT);
    BrokerPing refused = runThrough(INTERVAL, SILENT, REFUSES);

    // Then
    assertThat(silent.problem())
        .hasValue(
            new SourceProblem(
                SourceProblem.Kind.BROKERS_SILENT, SILENT.words(), began.plusSeconds(30)));
    assertThat(refused.problem())
        .hasValue(
            new SourceProblem(
                SourceProblem.Kind.LOGIN_REFUSED, REFUSES.words(), began.plusSeconds(34)));
  }

  @Test
  void thereIsNoTroubleWhileABrokerAnswersAndBeforeAnythingIsKnown() {
    var notAsked = new BrokerPing(new Script(), INTERVAL, TIMEOUT, time, new Stepping());

    assertThat(notAsked.problem()).isEmpty();
    assertThat(runThrough(INTERVAL, SILENT, ANSWERS).problem()).isEmpty();
  }

  @Test
  void troubleWithOldAnswersIsAsOldAsTheLastOne() {
    // Given
    Instant answered = time.now();
    BrokerPing roundTrip = runThrough(INTERVAL, ANSWERS);

    // When
    time.advance(LONG);

    // Then
    assertThat(roundTrip.problem())
        .hasValue(
            new SourceProblem(
                SourceProblem.Kind.BROKERS_SILENT,
                BrokerReachability.outdated().words(),
                answered));
  }

  @Test
  @Timeout(60)
  void closingEndsAQuestionThatWaitsForItsAnswer() throws InterruptedException {
    // Given
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    BrokerRequest patient =
        new BrokerRequest() {
          @Override
          public BrokerReachability ask() throws InterruptedException {
            asked.countDown();
            new CountDownLatch(1).await();
            return ANSWERS;
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    var roundTrip = new BrokerPing(patient, INTERVAL, TIMEOUT, time, new ThreadSleeper());
    roundTrip.start(() -> {});
    asked.await();

    // When
    roundTrip.close();

    // Then
    assertThat(closed.getCount()).isZero();
    assertThat(threads()).isEmpty();
  }

  @Test
  void closingEndsASleepToo() {
    // Given
    Script script = new Script(ANSWERS);
    var roundTrip = new BrokerPing(script, LONG, TIMEOUT, time, new ThreadSleeper());
    roundTrip.start(() -> {});
    Eventually.get(roundTrip::contact, BrokerReachability::isConnected, LONG);

    // When
    roundTrip.close();

    // Then
    assertThat(threads()).isEmpty();
    assertThat(timeline).containsExactly("closed");
  }

  @Test
  void oneThatWasNeverStartedCanBeClosed() {
    new BrokerPing(new Script(), INTERVAL, TIMEOUT, time, new ThreadSleeper()).close();

    assertThat(threads()).isEmpty();
  }

  /** One answer for each question; closed after the last, and an interval later. */
  private BrokerPing runThrough(Duration interval, BrokerReachability... answers) {
    Stepping sleeper = new Stepping();
    sleeper.left = answers.length;
    var roundTrip = new BrokerPing(new Script(answers), interval, TIMEOUT, time, sleeper);
    sleeper.roundTrip = roundTrip;
    roundTrip.run();
    return roundTrip;
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("broker-round-trip"))
        .toList();
  }

  /** Answers in order; the last one again and again. */
  private final class Script implements BrokerRequest {
    private final Queue<BrokerReachability> left;

    Script(BrokerReachability... answers) {
      left = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public BrokerReachability ask() {
      return left.size() > 1 ? left.remove() : left.element();
    }

    @Override
    public void close() {
      timeline.add("closed");
    }
  }

  /** Notes what is known, lets virtual time pass, and closes after so many sleeps. */
  private final class Stepping implements Sleeper {
    private int left;
    private BrokerPing roundTrip;

    @Override
    public void sleep(Duration atMost) {
      timeline.add(time.elapsed().toSeconds() + "s " + roundTrip.contact().state());
      time.advance(atMost);
      left--;
      if (left == 0) {
        roundTrip.close();
      }
    }

    @Override
    public void wake() {}
  }
}
