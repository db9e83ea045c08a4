package dev.rbacconsumer.relations.internal.call;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Call in flight. gRPC completes it from its own thread; the first end counts. */
public final class PendingCall<R> extends ClientCall.Listener<R> {
  private final ClientCall<?, R> call;
  private final boolean unary;
  private final WireTrace wire;
  private final Consumer<PendingCall<R>> whenAnswered;
  private final CompletableFuture<CallResult<R>> answer = new CompletableFuture<>();
  private final List<R> messages = new ArrayList<>(1);
  private volatile @Nullable Status givenUp;

  /**
   * @param wire trace of the same call
   */
  PendingCall(
      ClientCall<?, R> call, boolean unary, WireTrace wire, Consumer<PendingCall<R>> whenAnswered) {
    this.call = call;
    this.unary = unary;
    this.wire = wire;
    this.whenAnswered = whenAnswered;
  }

  @Override
  public void onMessage(R message) {
    messages.add(message);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    // An OK without a response would count as a write that never happened.
    Status end =
        unary && status.isOk() && messages.size() != 1
            ? Status.INTERNAL.withDescription("want 1 response, got " + messages.size())
            : givenUp(status);
    if (complete(end, trailers, List.copyOf(messages))) {
      notifyListener();
    }
  }

  /** Passes the call to the listener, although it was given up. */
  public void notifyListener() {
    whenAnswered.accept(this);
  }

  /** Cancels the call, with {@code why} as its answer unless it has one. */
  void giveUp(Status why) {
    givenUp = why;
    call.cancel(why.getDescription(), null);
    // Only after the cancellation: before it, a request that waits for a connection may still be
    // sent.
    complete(why, new Metadata(), List.of());
  }

  private Status givenUp(Status status) {
    Status why = givenUp;
    return why != null && status.getCode() == Status.Code.CANCELLED ? why : status;
  }

  private boolean complete(Status end, Metadata trailers, List<R> received) {
    boolean mayLandLater = wire.mayLandLater(end.isOk());
    return answer.complete(new CallResult<>(end, trailers, received, mayLandLater));
  }

  /** Returns the answer of a finished call. */
  public CallResult<R> answer() {
    return answer.join();
  }
}
