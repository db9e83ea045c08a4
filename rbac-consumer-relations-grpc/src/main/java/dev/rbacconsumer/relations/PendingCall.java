package dev.rbacconsumer.relations;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One call on its way. gRPC fills it from its own thread; the first end it comes to counts. */
final class PendingCall<R> extends ClientCall.Listener<R> {
  private final ClientCall<?, R> call;
  private final boolean unary;
  private final Consumer<PendingCall<R>> whenAnswered;
  private final CompletableFuture<Answer<R>> answer = new CompletableFuture<>();
  private final List<R> messages = new ArrayList<>(1);

  PendingCall(ClientCall<?, R> call, boolean unary, Consumer<PendingCall<R>> whenAnswered) {
    this.call = call;
    this.unary = unary;
    this.whenAnswered = whenAnswered;
  }

  @Override
  public void onMessage(R message) {
    messages.add(message);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    // An OK without a response would pass for a write that never happened.
    Status end =
        unary && status.isOk() && messages.size() != 1
            ? Status.INTERNAL.withDescription("want 1 response, got " + messages.size())
            : status;
    if (answer.complete(new Answer<>(end, trailers, List.copyOf(messages)))) {
      whenAnswered.accept(this);
    }
  }

  /** Cancels the call and takes {@code why} for its answer, unless it has one. */
  void giveUp(Status why) {
    answer.complete(new Answer<>(why, new Metadata(), List.of()));
    call.cancel(why.getDescription(), null);
  }

  /** The answer of a call that is over. */
  Answer<R> answer() {
    return answer.join();
  }
}
