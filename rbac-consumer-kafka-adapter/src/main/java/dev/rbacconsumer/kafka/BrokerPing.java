package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.status.ProblemStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers again and again whether they are there, with a client and in a thread of its
 * own: what the client of the group knows may be old, and the source thread has no time to wait.
 * Thread-safe; starts once.
 */
public final class BrokerPing implements AutoCloseable {
  /** A connection that has come back should be known at once, and not an interval later. */
  static final Duration LONGEST_WAIT_WHILE_SILENT = Duration.ofSeconds(1);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(BrokerPing.class);

  private final BrokerQuestion question;
  private final Duration interval;
  private final Duration oldest;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Thread thread;
  private volatile Runnable onChange = () -> {};
  private volatile Answer last;
  private volatile boolean closed;

  /**
   * @param question closed with this, by the thread that asks it
   * @param interval time between two questions while brokers answer, above zero
   * @param timeout longest time that a question takes
   * @param sleeper for this alone
   */
  BrokerPing(
      BrokerQuestion question, Duration interval, Duration timeout, Clock clock, Sleeper sleeper) {
    this.question = question;
    this.interval = interval;
    this.oldest = interval.plus(timeout.multipliedBy(2));
    this.clock = clock;
    this.sleeper = sleeper;
    this.last = new Answer(BrokerReachability.NOT_ASKED, clock.nanoTime(), clock.now());
    this.thread = new Thread(this::run, "broker-round-trip");
    thread.setDaemon(true);
  }

  /**
   * One that is not started, and connected to nothing.
   *
   * @param settings of the consumer: the same connection and login are used
   * @param interval time between two questions while brokers answer, above zero
   * @param timeout longest wait for an answer, above zero
   * @param host time and sleep
   */
  public static BrokerPing create(
      KafkaClientSettings settings, Duration interval, Duration timeout, DeliveryRuntime host) {
    ClusterPing question =
        new ClusterPing(
            () ->
                ClientConfigError.explaining(
                    settings, () -> Admin.create(properties(settings, timeout))),
            settings.bootstrapServers(),
            timeout);
    return new BrokerPing(question, interval, timeout, host.clock(), host.sleepers().get());
  }

  /** Requests end with the question, so that a broker that hangs leaves none behind. */
  static Map<String, Object> properties(KafkaClientSettings settings, Duration timeout) {
    return settings.adminProperties("-health", timeout);
  }

  /**
   * Begins to ask.
   *
   * @param onChange run by the thread that asks, after an answer that differs from the one before
   */
  public void start(Runnable onChange) {
    this.onChange = onChange;
    thread.start();
  }

  /**
   * What is known now; answers at once. An answer that is older than the next one should be counts
   * as none, since then the thread that asks hangs, or has ended.
   */
  public BrokerReachability contact() {
    Answer known = last;
    return isOutdated(known) ? BrokerReachability.outdated() : known.contact();
  }

  /**
   * Why no broker answers, or lets us in, and since when; empty while one does, and until the first
   * question has come to something. Answers at once.
   */
  public Optional<ProblemStatus> trouble() {
    Answer known = last;
    if (isOutdated(known)) {
      Instant answered = clock.now().minusNanos(clock.nanoTime() - known.atNanos());
      return Optional.of(new ProblemStatus(BrokerReachability.outdated().words(), answered));
    }
    return switch (known.contact().state()) {
      case UNKNOWN, ANSWERS -> Optional.empty();
      case SILENT, REFUSES ->
          Optional.of(new ProblemStatus(known.contact().words(), known.since()));
    };
  }

  private boolean isOutdated(Answer known) {
    return known.contact().isConnected() && clock.nanoTime() - known.atNanos() > oldest.toNanos();
  }

  /** Ends asking, also a question that is waiting for its answer, within a second. */
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

  /** A question that fails unexpectedly is asked again: an answer may come of the next one. */
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
    if (!contact.equals(before.contact())) {
      onChange.run();
    }
  }

  /** Who refuses a login is not to be hurried: an account may be locked after so many of them. */
  private Duration pause(BrokerReachability contact) {
    return contact.state() == BrokerReachability.State.SILENT
            && interval.compareTo(LONGEST_WAIT_WHILE_SILENT) > 0
        ? LONGEST_WAIT_WHILE_SILENT
        : interval;
  }

  /**
   * What a question came to.
   *
   * @param since when one first came to the same without a break
   */
  private record Answer(BrokerReachability contact, long atNanos, Instant since) {}
}
