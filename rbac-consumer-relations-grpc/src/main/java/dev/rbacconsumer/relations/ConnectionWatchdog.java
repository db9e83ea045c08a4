package dev.rbacconsumer.relations;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that receive no answers although the operating system reports them as alive.
 * Pings would find them too, but a server with default settings allows only one every five minutes;
 * a call that times out shows the problem sooner. The same applies to a connection that is never
 * completed. Thread-safe.
 */
final class ConnectionWatchdog implements ClientInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ConnectionWatchdog.class);

  /** Key for calls that have no connection yet. */
  private static final String CONNECTING = "(connecting)";

  /** Most addresses that are remembered, since addresses change over months. */
  private static final int MAX_REMEMBERED = 64;

  private final Duration silence;
  private final LongSupplier nanos;
  private final Runnable giveUp;
  private final Map<String, Long> heardAt = new HashMap<>();
  private final Map<String, Long> silentSince = new HashMap<>();
  private long gaveUpAt;
  private boolean gaveUp;

  /**
   * @param silence time without an answer after which a connection is closed
   * @param nanos monotonic clock
   * @param giveUp replaces all connections; calls that still receive answers on them continue
   */
  ConnectionWatchdog(Duration silence, LongSupplier nanos, Runnable giveUp) {
    this.silence = silence;
    this.nanos = nanos;
    this.giveUp = giveUp;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    long startedAt = nanos.getAsLong();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        ClientCall<Q, R> call = delegate();
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onHeaders(Metadata from) {
                heard(address(call));
                super.onHeaders(from);
              }

              @Override
              public void onClose(Status status, Metadata trailers) {
                if (isAnswer(status, trailers)) {
                  heard(address(call));
                } else if (isTimeout(status)) {
                  timedOut(address(call), startedAt);
                }
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private static String address(ClientCall<?, ?> call) {
    @Nullable SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return address == null ? CONNECTING : address.toString();
  }

  /**
   * Returns whether the status is the server's answer. A status that gRPC makes itself has no
   * trailers.
   */
  private static boolean isAnswer(Status status, Metadata trailers) {
    return status.isOk() || !trailers.keys().isEmpty();
  }

  private static boolean isTimeout(Status status) {
    return status.getCode() == Status.Code.DEADLINE_EXCEEDED
        || status.getCode() == Status.Code.CANCELLED;
  }

  synchronized void heard(String address) {
    if (heardAt.size() >= MAX_REMEMBERED) {
      heardAt.clear();
    }
    heardAt.put(address, nanos.getAsLong());
    silentSince.remove(address);
    silentSince.remove(CONNECTING);
  }

  void timedOut(String address, long startedAt) {
    Duration silent;
    synchronized (this) {
      if (gaveUp && startedAt - gaveUpAt < 0) {
        // The call waited on a connection that has already been replaced.
        return;
      }
      long heard = heardAt.getOrDefault(address, startedAt);
      long since =
          silentSince.computeIfAbsent(address, it -> heard - startedAt > 0 ? heard : startedAt);
      silent = Duration.ofNanos(nanos.getAsLong() - since);
      if (silent.compareTo(silence) < 0) {
        return;
      }
      gaveUp = true;
      gaveUpAt = nanos.getAsLong();
      heardAt.clear();
      silentSince.clear();
    }
    log.warn(
        "Relations API: nothing has come from {} for {} ms, although calls wait; connecting anew",
        address,
        silent.toMillis());
    giveUp.run();
  }
}
