package dev.rbacconsumer.relations.internal.auth;

import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the tokens of a provider and requests as few as possible: one request at a time, and one
 * token for all calls until shortly before it expires. Shortly before that, the next token is
 * requested while calls still use the old one. Without calls, no token is requested.
 *
 * <p>After a failure there is a short pause before the next request; calls that need a token
 * meanwhile get that failure.
 */
final class CachedTokens implements TokenSource {
  /**
   * Time before the end of a token at which it is renewed, if its lifetime is at least twice as
   * long.
   */
  static final Duration RENEWAL = Duration.ofSeconds(60);

  /** Time for which a token must still be valid, if its lifetime is at least ten times as long. */
  static final Duration REST = Duration.ofSeconds(5);

  /** Pause before the next request after a failure of the provider. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CachedTokens.class);

  /** Provider of tokens. */
  interface Provider extends AutoCloseable {
    /** Requests a token at once. The future fails only with {@link TokenUnavailableException}. */
    CompletableFuture<FetchedToken> fetch();

    @Override
    void close();
  }

  private final Provider provider;
  private final LongSupplier nanos;
  private @Nullable Held held;
  private @Nullable CompletableFuture<String> underWay;
  private @Nullable TokenUnavailableException failure;
  private long failedAt;

  /**
   * @param provider closed together with this object
   * @param nanos monotonic clock
   */
  CachedTokens(Provider provider, LongSupplier nanos) {
    this.provider = provider;
    this.nanos = nanos;
  }

  /** Token with its times. Not a record, since its {@code toString} would show the token. */
  private static final class Held {
    private final String token;
    private final long renewFrom;
    private final long useUntil;

    Held(FetchedToken fetched, long askedAt) {
      Duration life = fetched.lifetime();
      this.token = fetched.value();
      this.renewFrom = askedAt + life.minus(least(RENEWAL, life.dividedBy(2))).toNanos();
      this.useUntil = askedAt + life.minus(least(REST, life.dividedBy(10))).toNanos();
    }

    private static Duration least(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  @Override
  public CompletableFuture<String> token() {
    long now = nanos.getAsLong();
    CompletableFuture<String> mine;
    synchronized (this) {
      Held usable = held != null && now - held.useUntil < 0 ? held : null;
      boolean ask = usable == null || now - usable.renewFrom >= 0;
      if (!ask || underWay != null || isPaused(now)) {
        return answer(usable);
      }
      mine = new CompletableFuture<>();
      underWay = mine;
      if (usable != null) {
        ask(mine, now);
        return CompletableFuture.completedFuture(usable.token);
      }
    }
    ask(mine, now);
    return mine.copy();
  }

  @Override
  public CompletableFuture<String> insteadOf(String refused) {
    synchronized (this) {
      if (held != null && held.token.equals(refused)) {
        held = null;
      }
    }
    return token();
  }

  private CompletableFuture<String> answer(@Nullable Held usable) {
    if (usable != null) {
      return CompletableFuture.completedFuture(usable.token);
    }
    return underWay != null ? underWay.copy() : CompletableFuture.failedFuture(failed());
  }

  private TokenUnavailableException failed() {
    return failure != null
        ? failure
        : new TokenUnavailableException(
            TokenUnavailableException.PROVIDER_UNAVAILABLE, "no token yet");
  }

  private boolean isPaused(long now) {
    return failure != null && now - failedAt < PAUSE.toNanos();
  }

  private void ask(CompletableFuture<String> mine, long askedAt) {
    CompletableFuture<FetchedToken> answer;
    try {
      answer = provider.fetch();
    } catch (RuntimeException broken) {
      // Otherwise all calls would wait without end for a request that was never sent.
      answer = CompletableFuture.failedFuture(broken);
    }
    var unused =
        answer.whenComplete(
            (fetched, thrown) -> {
              if (fetched != null) {
                keep(mine, fetched, askedAt);
              } else {
                fail(mine, cause(thrown));
              }
            });
  }

  private void keep(CompletableFuture<String> mine, FetchedToken fetched, long askedAt) {
    boolean mended;
    synchronized (this) {
      mended = failure != null;
      failure = null;
      held = new Held(fetched, askedAt);
      underWay = null;
    }
    if (mended) {
      log.info("Relations API: the identity provider gives tokens again");
    }
    mine.complete(fetched.value());
  }

  private void fail(CompletableFuture<String> mine, TokenUnavailableException why) {
    boolean first;
    synchronized (this) {
      first = failure == null || !failure.reason().equals(why.reason());
      failure = why;
      failedAt = nanos.getAsLong();
      underWay = null;
    }
    if (first) {
      log.warn("Relations API: no token from the identity provider: {}", why.getMessage());
    }
    mine.completeExceptionally(why);
  }

  private static TokenUnavailableException cause(@Nullable Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
    return cause instanceof TokenUnavailableException known
        ? known
        : new TokenUnavailableException(
            TokenUnavailableException.PROVIDER_UNAVAILABLE,
            "asking for a token failed: "
                + (cause == null ? "no reason" : cause.getClass().getSimpleName()));
  }

  @Override
  public void close() {
    provider.close();
  }

  @Override
  public String toString() {
    return "tokens of an identity provider";
  }
}
