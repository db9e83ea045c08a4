package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.internal.letters.DeadLetterReader;
import dev.rbacconsumer.kafka.internal.letters.LetterEntry;
import dev.rbacconsumer.kafka.internal.letters.ReplayMarker;
import dev.rbacconsumer.kafka.internal.letters.StoredLetter;
import dev.rbacconsumer.launcher.actions.Letters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the letters that operators want to replay, in the dead-letter topic. The first request
 * reads the topic to its end, and each later one goes on from there. Thread-safe; requests are
 * served one after the other.
 */
public final class LetterFinder implements Letters, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LetterFinder.class);

  private final Supplier<DeadLetterReader> readers;
  private final Duration longest;
  private final Executor executor;
  private @Nullable DeadLetterReader reader;
  private boolean isClosed;

  /**
   * @param readers creates a reader of the dead-letter topic
   * @param longest longest time for reading the topic to its end
   * @param executor runs the reading, one at a time; may reject it
   */
  public LetterFinder(Supplier<DeadLetterReader> readers, Duration longest, Executor executor) {
    this.readers = readers;
    this.longest = longest;
    this.executor = executor;
  }

  /** Returns letters for an instance that has no dead-letter topic. */
  public static Letters none() {
    return (partition, wanted) ->
        CompletableFuture.completedFuture(
            refused(
                Code.NO_DEAD_LETTERS,
                "this instance has no dead-letter topic; set"
                    + " RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC"));
  }

  @Override
  public CompletionStage<Found> find(PartitionId partition, Wanted wanted) {
    CompletableFuture<Found> found = new CompletableFuture<>();
    try {
      executor.execute(() -> found.complete(findNow(partition, wanted)));
    } catch (RejectedExecutionException busy) {
      found.complete(
          refused(Code.BUSY, "too many requests look for dead letters, or the instance ends"));
    }
    return found;
  }

  private synchronized Found findNow(PartitionId partition, Wanted wanted) {
    try {
      return findIn(open(), partition, wanted);
    } catch (SourceException failed) {
      return refused(Code.LETTERS_UNREADABLE, String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return refused(Code.NOT_DELIVERING, "the instance ends");
    } catch (RuntimeException defect) {
      log.error("Cannot look for dead letter {}", wanted, defect);
      discard();
      return refused(Code.LETTERS_UNREADABLE, "the dead letters cannot be read: " + defect);
    }
  }

  private DeadLetterReader open() throws InterruptedException {
    if (isClosed) {
      throw new InterruptedException("closed");
    }
    DeadLetterReader open = reader;
    if (open == null) {
      open = readers.get();
      reader = open;
    }
    return open;
  }

  private Found findIn(DeadLetterReader letters, PartitionId partition, Wanted wanted)
      throws SourceException, InterruptedException {
    letters.readOn(longest, letter -> {});
    LetterId place = letters.place(wanted.partition(), wanted.offset());
    Optional<LetterEntry> entry = letters.entry(place);
    if (!(entry.orElse(null) instanceof LetterEntry.Letter copy)) {
      return refused(Code.NO_LETTER, absence(place, entry));
    }
    // The index may have been filled from a topic that was created again meanwhile.
    StoredLetter letter =
        letters
            .index()
            .find(place)
            .filter(it -> it.digest().equals(copy.letter().digest()))
            .orElse(copy.letter());
    SourceRecord record = copy.record();
    Optional<ReplayMarker> replayed = letter.replayed();
    if (!letter.digest().equals(wanted.digest())) {
      return refused(
          Code.OTHER_RECORD,
          "the letter at %s has digest %s".formatted(wanted.place(), letter.digest()));
    } else if (!letter.origin().equals(partition)) {
      return refused(
          Code.OTHER_RECORD, "the letter at %s is of %s".formatted(wanted.place(), record));
    } else if (letter.facts().isGivenUp()) {
      return refused(
          Code.GIVEN_UP,
          "%s gave the record up with skip: have it replicated again"
              .formatted(copy.letter().facts().by()));
    } else if (replayed.isPresent() && !wanted.again()) {
      return refused(
          Code.ALREADY_REPLAYED,
          "%s replayed the letter at %s; repeat that with again"
              .formatted(
                  replayed.get().by(),
                  replayed.get().at().map(Instant::toString).orElse("an unknown time")));
    }
    Optional<String> problem = problem(letters.record(partition, letter.offset()), letter);
    return problem.isPresent()
        ? refused(Code.OTHER_RECORD, problem.get())
        : new Replayable(
            new OperatorAction.ReplayLetter(
                letter.id(), record, letters.index().notApplied(partition, letter.offset())));
  }

  private static String absence(LetterId place, Optional<LetterEntry> entry) {
    if (entry.isEmpty()) {
      return "%s holds no record at %s; rbac-consumer dead-letters list shows the letters"
          .formatted(place.partition().topic(), place);
    }
    return entry.get() instanceof LetterEntry.Unknown unknown
        ? "the record at %s is no dead letter: %s".formatted(place, unknown.problem())
        : "the record at %s says that a letter was replayed, and is none itself".formatted(place);
  }

  /**
   * Returns why the letter cannot come from the log as it is now; empty if it can. In the log of a
   * topic that was created again, the offset of the letter has no meaning.
   */
  private static Optional<String> problem(DeadLetterReader.Found found, StoredLetter letter) {
    if (letter.offset().value() >= found.end()) {
      return Optional.of(
          "the letter is of %s@%s, but that log ends at %d: the topic was created again"
              .formatted(letter.origin(), letter.offset(), found.end()));
    }
    return found
        .record()
        .map(RecordDigest::of)
        .filter(digest -> !digest.equals(letter.digest()))
        .map(
            digest ->
                "%s@%s is another record now, with digest %s: the topic was created again"
                    .formatted(letter.origin(), letter.offset(), digest));
  }

  private static Refused refused(Code code, String message) {
    return new Refused(new ActionReply(code, SafeText.sentence(message)));
  }

  private void discard() {
    DeadLetterReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the client. A request that is being served ends first, so interrupt it before. */
  @Override
  public synchronized void close() {
    isClosed = true;
    discard();
  }
}
