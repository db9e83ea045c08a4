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
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Calls of one attempt: started without waiting, and cancelled together. Their answers are awaited
 * by the thread that started them, or passed to a listener. Used by one thread at a time.
 */
public final class CallGroup implements AutoCloseable {
  private final Channel channel;
  private final Duration callDeadline;
  private final Duration timeout;

  /** Time at which the attempt is over. Read by the thread that waits for the attempt. */
  private volatile Deadline end;

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

  /** Returns the time at which the attempt is over. May be called by any thread. */
  public Deadline end() {
    return end;
  }

  /** Sends one request. The call has ended when {@link #awaitAny} returns it. */
  <Q, R> PendingCall<R> start(MethodDescriptor<Q, R> method, Q request) {
    return start(method, request, answered::add);
  }

  /**
   * Sends one request. The call counts as in flight until {@link #ended}.
   *
   * @param whenAnswered called on a thread of gRPC, or before this method returns; for a call that
   *     {@link #giveUp} ends, only by {@link PendingCall#notifyListener}
   */
  <Q, R> PendingCall<R> start(
      MethodDescriptor<Q, R> method, Q request, Consumer<PendingCall<R>> whenAnswered) {
    Deadline deadline = Deadline.after(callDeadline.toNanos(), NANOSECONDS).minimum(end);
    // The listener only queues the messages, so it needs no thread of its own.
    WireTrace wire = new WireTrace();
    CallOptions options =
        CallOptions.DEFAULT
            .withDeadline(deadline)
            .withExecutor(Runnable::run)
            .withStreamTracerFactory(wire);
    ClientCall<Q, R> call = channel.newCall(method, options);
    PendingCall<R> pending = new PendingCall<>(call, method.getType() == UNARY, wire, whenAnswered);
    open.add(pending);
    call.start(pending, new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
    return pending;
  }

  /** Counts a call as ended. Returns false if it was before. */
  public boolean ended(PendingCall<?> call) {
    return open.remove(call);
  }

  /** Cancels all calls in flight, as if their deadline had passed, and returns them. */
  public List<PendingCall<?>> giveUp() {
    List<PendingCall<?>> late = List.copyOf(open);
    late.forEach(CallGroup::endLate);
    return late;
  }

  private static void endLate(PendingCall<?> call) {
    call.giveUp(Status.DEADLINE_EXCEEDED.withDescription("the time for this attempt is over"));
  }

  /** Returns the number of started calls that have not ended yet. */
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
        endLate(next);
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
