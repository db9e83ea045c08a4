package dev.rbacconsumer.relations.internal.call;

import static io.grpc.MethodDescriptor.MethodType.UNARY;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Calls of one attempt: started without waiting, awaited by the thread that started them, and
 * cancelled together. Only that thread interprets the answers, never a thread of gRPC.
 */
public final class CallGroup implements AutoCloseable {
  private final Channel channel;
  private final Duration callDeadline;
  private final Duration timeout;
  private Deadline end;
  private final BlockingQueue<PendingCall<?>> answered = new LinkedBlockingQueue<>();
  private final Set<PendingCall<?>> open = new LinkedHashSet<>();

  public CallGroup(Channel channel, Duration callDeadline, Duration timeout) {
    this.channel = channel;
    this.callDeadline = callDeadline;
    this.timeout = timeout;
    this.end = Deadline.after(timeout.toNanos(), NANOSECONDS);
  }

  /** Restarts the time of the attempt, after progress. */
  public void renew() {
    end = Deadline.after(timeout.toNanos(), NANOSECONDS);
  }

  /** Sends one request. The call has ended when {@link #awaitAny} returns it. */
  <Q, R> PendingCall<R> start(MethodDescriptor<Q, R> method, Q request) {
    Deadline deadline = Deadline.after(callDeadline.toNanos(), NANOSECONDS).minimum(end);
    // The listener only queues the messages, so it needs no thread of its own.
    WireTrace wire = new WireTrace();
    CallOptions options =
        CallOptions.DEFAULT
            .withDeadline(deadline)
            .withExecutor(Runnable::run)
            .withStreamTracerFactory(wire);
    ClientCall<Q, R> call = channel.newCall(method, options);
    PendingCall<R> pending =
        new PendingCall<>(call, method.getType() == UNARY, wire, answered::add);
    open.add(pending);
    call.start(pending, new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
    return pending;
  }

  /** Returns the number of started calls that {@link #awaitAny} has not returned yet. */
  public int inFlight() {
    return open.size();
  }

  /**
   * Waits until any call in flight ends, but no longer than the attempt's time: then it cancels one
   * of them, as if its deadline had passed.
   */
  public PendingCall<?> awaitAny() throws InterruptedException {
    while (true) {
      PendingCall<?> next = answered.poll(end.timeRemaining(NANOSECONDS), NANOSECONDS);
      if (next == null) {
        next = open.iterator().next();
        next.giveUp(Status.DEADLINE_EXCEEDED.withDescription("the time for this attempt is over"));
      }
      if (open.remove(next)) {
        return next;
      }
    }
  }

  /** Sends one request and waits for its answer. Nothing else may be in flight. */
  public <Q, R> CallResult<R> call(MethodDescriptor<Q, R> method, Q request)
      throws InterruptedException {
    PendingCall<R> pending = start(method, request);
    awaitAny();
    return pending.answer();
  }

  /** Cancels the calls in flight. The server may still carry them out. */
  @Override
  public void close() {
    for (PendingCall<?> call : open) {
      call.giveUp(Status.CANCELLED.withDescription("the attempt was abandoned"));
    }
    open.clear();
  }
}
