package dev.rbacconsumer.relations.internal.auth;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a call with one request until there is a token for it. A call that gets no token in its
 * time ends without being sent. A refused token is replaced once, and the call is sent again with
 * the other token, since the server did not carry out the first one.
 *
 * <p>The caller's listener is called outside the lock. The underlying call is used inside the lock,
 * since a cancelled call must not be started.
 */
final class AuthorizedCall<Q, R> extends ClientCall<Q, R> {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final TokenSource tokens;
  private final @Nullable Deadline deadline;
  private final Supplier<ClientCall<Q, R>> calls;
  private @Nullable Listener<R> listener;
  private Metadata headers = new Metadata();
  private @Nullable Q request;
  private int requested;
  private @Nullable ClientCall<Q, R> running;
  private boolean renewed;
  private boolean over;

  /**
   * @param calls sends the call, and sends it again
   */
  AuthorizedCall(
      TokenSource tokens, @Nullable Deadline deadline, Supplier<ClientCall<Q, R>> calls) {
    this.tokens = tokens;
    this.deadline = deadline;
    this.calls = calls;
  }

  @Override
  public synchronized void start(Listener<R> to, Metadata with) {
    listener = to;
    headers = with;
  }

  @Override
  public synchronized void request(int messages) {
    requested = (int) Math.min((long) requested + messages, Integer.MAX_VALUE);
    if (running != null) {
      running.request(messages);
    }
  }

  @Override
  public synchronized void sendMessage(Q message) {
    request = message;
  }

  @Override
  public void halfClose() {
    var unused = inTime(tokens.token()).whenComplete(this::go);
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    synchronized (this) {
      if (running != null) {
        running.cancel(message, cause);
        return;
      }
    }
    end(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
  }

  @Override
  public synchronized Attributes getAttributes() {
    return running == null ? Attributes.EMPTY : running.getAttributes();
  }

  private void go(@Nullable String token, @Nullable Throwable failed) {
    if (token == null) {
      end(unavailable(failed).status(), new Metadata());
      return;
    }
    try {
      send(token);
    } catch (RuntimeException broken) {
      // Without this the failure would be lost: the thread may be one that only delivers tokens.
      end(
          Status.INTERNAL.withDescription(
              "the call failed here: " + broken.getClass().getSimpleName()),
          new Metadata());
    }
  }

  private synchronized void send(String token) {
    if (over) {
      return;
    }
    Metadata with = new Metadata();
    with.merge(headers);
    with.put(AUTHORIZATION, "Bearer " + token);
    ClientCall<Q, R> call = calls.get();
    running = call;
    call.start(new Answers(token), with);
    call.request(requested);
    call.sendMessage(Objects.requireNonNull(request, "request"));
    call.halfClose();
  }

  /** Listener for the answers of the server. */
  private final class Answers extends Listener<R> {
    private final String token;
    private volatile boolean heard;

    Answers(String token) {
      this.token = token;
    }

    @Override
    public void onHeaders(Metadata from) {
      caller().onHeaders(from);
    }

    @Override
    public void onMessage(R message) {
      heard = true;
      caller().onMessage(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (status.getCode() == Status.Code.UNAUTHENTICATED && !heard && mayRenew()) {
        var unused =
            inTime(tokens.insteadOf(token))
                .whenComplete((other, failed) -> again(other, failed, status, trailers));
      } else {
        end(status, trailers);
      }
    }

    private void again(
        @Nullable String other, @Nullable Throwable failed, Status status, Metadata trailers) {
      if (token.equals(other)) {
        end(status, trailers);
      } else {
        go(other, failed);
      }
    }
  }

  private synchronized boolean mayRenew() {
    if (renewed || over) {
      return false;
    }
    renewed = true;
    // From here on, only the wait can be cancelled.
    running = null;
    return true;
  }

  private void end(Status status, Metadata trailers) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    caller().onClose(status, trailers);
  }

  private synchronized Listener<R> caller() {
    return Objects.requireNonNull(listener, "not started");
  }

  /**
   * Returns the token, or a failure when the time of the call is over; the token stays available to
   * the other calls.
   */
  private CompletableFuture<String> inTime(CompletableFuture<String> token) {
    return deadline == null || token.isDone()
        ? token
        : token.copy().orTimeout(Math.max(0, deadline.timeRemaining(NANOSECONDS)), NANOSECONDS);
  }

  private static TokenUnavailableException unavailable(@Nullable Throwable failed) {
    Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
    return cause instanceof TokenUnavailableException known
        ? known
        : new TokenUnavailableException(
            TokenUnavailableException.PROVIDER_UNAVAILABLE,
            "the time for the call was over before there was a token");
  }
}
