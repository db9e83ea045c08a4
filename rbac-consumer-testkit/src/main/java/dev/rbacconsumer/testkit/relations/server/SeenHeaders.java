package dev.rbacconsumer.testkit.relations.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps the headers of the latest calls. Thread-safe. */
public final class SeenHeaders implements ServerInterceptor {
  static final int MOST = 100;

  private final Deque<Metadata> latest = new ArrayDeque<>();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    add(headers);
    return next.startCall(call, headers);
  }

  public synchronized List<Optional<String>> values(String name) {
    Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    return latest.stream().map(headers -> Optional.ofNullable(headers.get(key))).toList();
  }

  private synchronized void add(Metadata headers) {
    if (latest.size() == MOST) {
      latest.removeFirst();
    }
    latest.add(headers);
  }
}
