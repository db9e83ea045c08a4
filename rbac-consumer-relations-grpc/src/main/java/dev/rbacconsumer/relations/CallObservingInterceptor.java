package dev.rbacconsumer.relations;

import dev.rbacconsumer.relations.CallObserver.CallEnd;
import dev.rbacconsumer.relations.CallObserver.Operation;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports finished calls to an observer, with the result that the caller got. */
final class CallObservingInterceptor implements ClientInterceptor {
  private static final Logger log = LoggerFactory.getLogger(CallObservingInterceptor.class);

  private final CallObserver observer;
  private final LongSupplier nanos;

  /**
   * @param nanos monotonic clock
   */
  CallObservingInterceptor(CallObserver observer, LongSupplier nanos) {
    this.observer = observer;
    this.nanos = nanos;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    long startedAt = nanos.getAsLong();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private volatile CallSize size = new CallSize(Operation.OTHER, 0, 0);

      @Override
      public void sendMessage(Q message) {
        size = CallSize.of(method, message);
        super.sendMessage(message);
      }

      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                Duration elapsed = Duration.ofNanos(nanos.getAsLong() - startedAt);
                String outcome = outcome(status, trailers, options.getDeadline());
                report(
                    new CallEnd(size.operation(), outcome, elapsed, size.tuples(), size.bytes()));
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  /**
   * Returns the outcome of a call. A caller that cancels at its deadline may be faster than gRPC,
   * which would report the deadline.
   */
  static String outcome(Status status, Metadata trailers, @Nullable Deadline deadline) {
    boolean late =
        status.getCode() == Status.Code.CANCELLED && deadline != null && deadline.isExpired();
    return new CallResult<>(late ? Status.DEADLINE_EXCEEDED : status, trailers, List.of(), false)
        .fault()
        .map(StoreFault::reason)
        .orElse(CallEnd.SUCCESS);
  }

  private void report(CallEnd call) {
    try {
      observer.on(call);
    } catch (RuntimeException theirs) {
      log.warn("Relations API: an observer of calls failed", theirs);
    }
  }
}
