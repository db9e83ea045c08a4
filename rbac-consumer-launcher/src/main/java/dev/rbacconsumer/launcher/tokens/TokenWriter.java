package dev.rbacconsumer.launcher.tokens;

import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.core.time.JitterSource;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.PendingTokens;
import dev.rbacconsumer.core.token.SkipReason;
import dev.rbacconsumer.core.token.TokenBatch;
import dev.rbacconsumer.core.token.TokenKind;
import dev.rbacconsumer.core.token.TokenObserver;
import dev.rbacconsumer.core.token.TokenWrite;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the queue to the database, batch by batch, until the queue is closed and empty. A failure
 * that may pass is retried without losing the order; a value that the database refuses is dropped
 * alone.
 */
final class TokenWriter implements Runnable {
  private static final int MAX_BATCH = 100;

  /**
   * Time after a batch that was not full in which the next one gathers: without it, each message
   * would have a transaction of its own.
   */
  private static final Duration GATHERING = Duration.ofMillis(5);

  private static final Backoff BACKOFF =
      Backoff.from(Duration.ofMillis(200)).upTo(Duration.ofSeconds(30));

  private final PendingTokens pending;
  private final TokenDatabase database;
  private final TokenObserver observer;
  private final TokenLog log;
  private final JitterSource jitter;
  private int failures;

  TokenWriter(
      PendingTokens pending,
      TokenDatabase database,
      TokenObserver observer,
      TokenLog log,
      JitterSource jitter) {
    this.pending = pending;
    this.database = database;
    this.observer = observer;
    this.log = log;
    this.jitter = jitter;
  }

  @Override
  public void run() {
    try {
      connectEarly();
      TokenBatch batch = pending.take(MAX_BATCH);
      while (!batch.isEmpty() && write(batch)) {
        batch = pending.take(MAX_BATCH);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      database.close();
    }
  }

  /** Connects before the first token, so that a wrong setting shows at the start. */
  private void connectEarly() {
    try {
      database.connect();
      log.firstConnection();
    } catch (SQLException | IOException | RuntimeException failed) {
      observer.writeFailed();
      log.notConnected(failed);
    }
  }

  /** Returns whether to go on: not if the attempt failed and the queue is closed. */
  private boolean write(TokenBatch batch) throws InterruptedException {
    List<TokenWrite> left = new ArrayList<>(batch.writes());
    Optional<Exception> failure = attempt(left);
    pending.release(batch, left);
    if (failure.isEmpty()) {
      failures = 0;
      log.connected();
      if (batch.writes().size() < MAX_BATCH) {
        pending.pause(batch, GATHERING);
      }
      return true;
    }
    Duration delay = BACKOFF.delay(++failures, jitter.next());
    failed(failure.get(), delay);
    if (pending.isClosed()) {
      return false;
    }
    pending.pause(batch, delay);
    return true;
  }

  /**
   * Writes the entries of the list, and removes each one that is written or dropped.
   *
   * @return the failure that ended the attempt; empty if nothing is left
   */
  private Optional<Exception> attempt(List<TokenWrite> left) {
    try {
      if (writeTogether(left)) {
        left.clear();
      }
      while (!left.isEmpty()) {
        writeAlone(left.get(0));
        left.remove(0);
      }
      return Optional.empty();
    } catch (SQLException | IOException failed) {
      return Optional.of(failed);
    } catch (RuntimeException defect) {
      database.close();
      return Optional.of(defect);
    }
  }

  /** Returns false if the database refuses a value among these. */
  private boolean writeTogether(List<TokenWrite> writes) throws SQLException, IOException {
    try {
      count(database.write(writes));
      return true;
    } catch (SQLException failed) {
      if (DataErrors.isDataError(failed)) {
        return false;
      }
      throw failed;
    }
  }

  private void writeAlone(TokenWrite write) throws SQLException, IOException {
    try {
      count(database.write(List.of(write)));
    } catch (SQLException failed) {
      if (!DataErrors.isDataError(failed)) {
        throw failed;
      }
      observer.dropped(DropReason.DATA_ERROR, 1);
      log.refused(String.valueOf(failed.getSQLState()));
    }
  }

  private void count(TokenDatabase.Written written) {
    observer.written(TokenKind.TOKEN, written.tokens());
    observer.written(TokenKind.NOTIFICATION, written.notifications());
    observer.skipped(SkipReason.UNKNOWN_TENANT, written.unknownTenants());
    log.unknownTenants(written.unknownTenants());
  }

  private void failed(Exception failure, Duration delay) {
    observer.writeFailed();
    log.failed(failure, pending.size(), delay);
  }
}
