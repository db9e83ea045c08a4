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
 * Gives up connections that swallow what is sent: alive to the operating system, and nothing comes
 * back. Pings would find them, too, but a server with default settings allows one every five
 * minutes only; a call that times out tells sooner. The same goes for a connection that never gets
 * as far as to carry calls. Thread-safe.
 */
final class ConnectionWatchdog implements ClientInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ConnectionWatchdog.class);

  /** Stands for the connection of a call that has none yet. */
  private static final String CONNECTING = "(connecting)";

  /** Addresses come and go over the months. */
  private static final int MAX_REMEMBERED = 64;

  private final Duration silence;
  private final LongSupplier nanos;
  private final Runnable giveUp;
  private final Map<String, Long> heardAt = new HashMap<>();
  private final Map<String, Long> silentSince = new HashMap<>();
  private long gaveUpAt;
  private boolean gaveUp;

  /**
   * @param silence how long no answer comes before a connection is given up
   * @param nanos a clock that only goes forward
   * @param giveUp gives up all connections; calls that are answered on them go on
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

  /** What gRPC ends by itself has no trailers. */
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
        // It waited on a connection that has been given up already.
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
