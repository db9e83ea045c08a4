package dev.rbacconsumer.launcher.bench.e2e.store;

import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the calls that write, and notes when the first successful call with each mark was
 * answered. Thread-safe.
 */
final class CallMeter implements ServerInterceptor {
  private final Map<Mark, Long> marks = new LinkedHashMap<>();
  private long calls;
  private long refused;

  /** Forgets everything. */
  synchronized void reset() {
    marks.clear();
    calls = 0;
    refused = 0;
  }

  /** Returns the time of each mark in microseconds since 1970, in the order of their answers. */
  synchronized Map<Mark, Long> marks() {
    return new LinkedHashMap<>(marks);
  }

  /** Returns the number of marks. */
  synchronized int markCount() {
    return marks.size();
  }

  /** Returns the number of calls that write, refused ones included. */
  synchronized long calls() {
    return calls;
  }

  /** Returns the number of calls that write and were refused. */
  synchronized long refused() {
    return refused;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    MeteredCall<Q, R> metered = new MeteredCall<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(metered, headers)) {
      @Override
      public void onMessage(Q message) {
        metered.receive(message);
        super.onMessage(message);
      }
    };
  }

  private synchronized void end(boolean ok, List<Mark> written) {
    calls++;
    if (!ok) {
      refused++;
      return;
    }
    if (!written.isEmpty()) {
      long now = EpochMicros.now();
      written.forEach(mark -> marks.putIfAbsent(mark, now));
    }
  }

  /** A call, with the marks of its request. */
  private final class MeteredCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final List<Mark> written = new ArrayList<>();
    private volatile boolean writes;

    MeteredCall(ServerCall<Q, R> call) {
      super(call);
    }

    void receive(Q message) {
      if (message instanceof CreateTuplesRequest create) {
        for (Relationship tuple : create.getTuplesList()) {
          Mark.of(tuple.getResource().getId()).ifPresent(written::add);
        }
        writes = true;
      } else if (message instanceof DeleteTuplesRequest) {
        writes = true;
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (writes) {
        end(status.isOk(), written);
      }
      super.close(status, trailers);
    }
  }
}
