package dev.rbacconsumer.relations.internal.call;

import dev.rbacconsumer.relations.internal.fault.StoreError;
import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Records the HTTP/2 streams on which one call was sent: none while there is no connection, usually
 * one, two if the call was repeated with another token. The status of a call does not show its
 * origin; its streams do. Thread-safe.
 */
final class WireTrace extends ClientStreamTracer.Factory {
  private final List<Stream> streams = new CopyOnWriteArrayList<>();

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    Stream stream = new Stream();
    streams.add(stream);
    return stream;
  }

  /**
   * Returns whether a copy of the request may still take effect after the end or cancellation of
   * the call: it was passed to a connection, and the server application has not answered it.
   *
   * @param succeeded whether the call as a whole succeeded
   */
  boolean mayLandLater(boolean succeeded) {
    return streams.stream().anyMatch(it -> it.mayLandLater(succeeded));
  }

  private static final class Stream extends ClientStreamTracer {
    private volatile boolean sent;
    private volatile @Nullable Metadata trailers;
    private volatile @Nullable Status end;

    /**
     * Records that a connection takes the request. Until then the request waits in this process, or
     * fails in it.
     */
    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
      sent = true;
    }

    @Override
    public void outboundHeaders() {
      sent = true;
    }

    @Override
    public void outboundMessage(int sequence) {
      sent = true;
    }

    @Override
    public void inboundTrailers(Metadata received) {
      trailers = received;
    }

    @Override
    public void streamClosed(Status status) {
      end = status;
    }

    boolean mayLandLater(boolean succeeded) {
      return sent && !isAnswered(succeeded);
    }

    /**
     * Returns whether the server application answered. The received trailers include those without
     * a {@code grpc-status}; gRPC then derives a code from their HTTP status, and never one of
     * {@link StoreError#isRefusal}.
     */
    private boolean isAnswered(boolean succeeded) {
      Metadata received = trailers;
      Status status = end;
      if (received == null || status == null) {
        return false;
      }
      return status.isOk() ? succeeded : StoreError.of(status, received).isRefusal();
    }
  }
}
