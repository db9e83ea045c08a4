package dev.rbacconsumer.kafka.connectivity;

import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.source.SourceProblem.Kind;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings the brokers at a regular interval, with its own client and in its own thread. The metadata
 * of the group's client may be out of date, and the source thread has no time to wait. Thread-safe;
 * starts once.
 */
public final class BrokerPing implements AutoCloseable {
  /**
   * Longest pause while no broker answers: a returned connection is noticed at once, and not an
   * interval later.
   */
  static final Duration LONGEST_WAIT_WHILE_SILENT = Duration.ofSeconds(1);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(BrokerPing.class);

  private final BrokerRequest question;
  private final Duration interval;
  private final Duration oldest;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Thread thread;
  private volatile Runnable onChange = () -> {};
  private volatile Answer last;
  private volatile @Nullable Long answeredAt;
  private volatile boolean closed;

  /**
   * @param question sends the ping; closed together with this object, by the pinging thread
   * @param interval time between two pings while brokers answer, above zero
   * @param timeout longest time that a ping takes
   * @param sleeper used by this object only
   */
  BrokerPing(
      BrokerRequest question, Duration interval, Duration timeout, Clock clock, Sleeper sleeper) {
    this(question, interval, timeout, clock, sleeper, ConsumerThreads.plain());
  }

  private BrokerPing(
      BrokerRequest question,
      Duration interval,
      Duration timeout,
      Clock clock,
      Sleeper sleeper,
      ConsumerThreads threads) {
    this.question = question;
    this.interval = interval;
    this.oldest = interval.plus(timeout.multipliedBy(2));
    this.clock = clock;
    this.sleeper = sleeper;
    this.last = new Answer(BrokerReachability.NOT_ASKED, clock.nanoTime(), clock.now());
    this.thread = threads.daemon("broker-round-trip", this::run);
  }

  /**
   * Creates a ping that is neither started nor connected.
   *
   * @param settings of the consumer: the same connection and login are used
   * @param interval time between two pings while brokers answer, above zero
   * @param timeout longest wait for an answer, above zero
   * @param host time and sleep
   */
  public static BrokerPing create(
      KafkaClientSettings settings, Duration interval, Duration timeout, DeliveryRuntime host) {
    return create(settings, interval, timeout, host, ConsumerThreads.plain());
  }

  /**
   * Creates a ping that is neither started nor connected.
   *
   * @param settings of the consumer: the same connection and login are used
   * @param interval time between two pings while brokers answer, above zero
   * @param timeout longest wait for an answer, above zero
   * @param host time and sleep
   * @param threads creates the pinging thread
   */
  public static BrokerPing create(
      KafkaClientSettings settings,
      Duration interval,
      Duration timeout,
      DeliveryRuntime host,
      ConsumerThreads threads) {
    ClusterPing question =
        new ClusterPing(
            () ->
                ClientConfigError.explaining(
                    settings, () -> Admin.create(properties(settings, timeout))),
            settings.bootstrapServers(),
            timeout);
    return new BrokerPing(
        question, interval, timeout, host.clock(), host.sleepers().get(), threads);
  }

  /**
   * Returns the client properties for a ping. Requests end with the ping, so that a hanging broker
   * leaves no open request behind.
   */
  static Map<String, Object> properties(KafkaClientSettings settings, Duration timeout) {
    return settings.adminProperties("-health", timeout);
  }

  /**
   * Starts the pings.
   *
   * @param onChange run by the pinging thread, after an answer that differs from the previous one
   */
  public void start(Runnable onChange) {
    this.onChange = onChange;
    thread.start();
  }

  /**
   * Returns the latest answer, without waiting. A positive answer that is older than the time at
   * which the next one is due is reported as outdated, since then the pinging thread hangs or has
   * ended.
   */
  public BrokerReachability contact() {
    Answer known = last;
    return isOutdated(known) ? BrokerReachability.outdated() : known.contact();
  }

  /**
   * Returns why no broker answers or accepts the login, and since when. Empty while a broker
   * answers, and until the first ping has a result. Does not wait.
   */
  public Optional<SourceProblem> problem() {
    Answer known = last;
    if (isOutdated(known)) {
      Instant answered = clock.now().minusNanos(clock.nanoTime() - known.atNanos());
      return Optional.of(
          new SourceProblem(Kind.BROKERS_SILENT, BrokerReachability.outdated().words(), answered));
    }
    return switch (known.contact().state()) {
      case UNKNOWN, ANSWERS -> Optional.empty();
      case SILENT ->
          Optional.of(
              new SourceProblem(Kind.BROKERS_SILENT, known.contact().words(), known.since()));
      case REFUSES ->
          Optional.of(
              new SourceProblem(Kind.LOGIN_REFUSED, known.contact().words(), known.since()));
    };
  }

  /** Returns the time since a broker last answered a ping; empty before the first answer. */
  public Optional<Duration> sinceAnswered() {
    return Optional.ofNullable(answeredAt)
        .map(at -> Duration.ofNanos(Math.max(0, clock.nanoTime() - at)));
  }

  private boolean isOutdated(Answer known) {
    return known.contact().isConnected() && clock.nanoTime() - known.atNanos() > oldest.toNanos();
  }

  /** Stops the pings, within a second, even while one waits for its answer. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void run() {
    try {
      while (!closed) {
        BrokerReachability contact = ask();
        sleeper.sleep(pause(contact));
      }
    } catch (InterruptedException interrupted) {
      log.debug("Interrupted; the brokers are not asked any more");
    } catch (Throwable thrown) {
      log.error("The thread that asks the brokers has ended because of an error", thrown);
    } finally {
      question.close();
    }
  }

  /** Sends one ping. A ping that fails unexpectedly is repeated, since the next one may succeed. */
  private BrokerReachability ask() throws InterruptedException {
    try {
      BrokerReachability contact = question.ask();
      note(contact);
      return contact;
    } catch (RuntimeException | Error thrown) {
      BrokerReachability none = BrokerReachability.notAsked(thrown);
      if (!none.equals(last.contact())) {
        log.error("Brokers cannot be asked because of an unexpected error", thrown);
      }
      note(none);
      return none;
    }
  }

  private void note(BrokerReachability contact) {
    Answer before = last;
    Instant now = clock.now();
    boolean goesOn = contact.state() == before.contact().state();
    last = new Answer(contact, clock.nanoTime(), goesOn ? before.since() : now);
    if (contact.isConnected()) {
      answeredAt = clock.nanoTime();
    }
    if (!contact.equals(before.contact())) {
      onChange.run();
    }
  }

  /**
   * Returns the pause before the next ping. A refused login is not retried faster, since too many
   * attempts may lock the account.
   */
  private Duration pause(BrokerReachability contact) {
    return contact.state() == BrokerReachability.State.SILENT
            && interval.compareTo(LONGEST_WAIT_WHILE_SILENT) > 0
        ? LONGEST_WAIT_WHILE_SILENT
        : interval;
  }

  /**
   * Result of a ping.
   *
   * @param since time of the first ping in the current unbroken series with this result
   */
  private record Answer(BrokerReachability contact, long atNanos, Instant since) {}
}
