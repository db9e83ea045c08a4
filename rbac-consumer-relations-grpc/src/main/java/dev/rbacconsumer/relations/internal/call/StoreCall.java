package dev.rbacconsumer.relations.internal.call;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Call to the store, ready to be made.
 *
 * @param method method whose answers are already reduced to the needed values
 */
public record StoreCall<Q extends Message, R>(MethodDescriptor<Q, R> method, Q request) {

  /** Starts the call without waiting for its answer. */
  public PendingCall<R> start(CallGroup calls) {
    return calls.start(method, request);
  }

  /**
   * Starts the call without waiting for its answer.
   *
   * @param whenAnswered as for {@link CallGroup#start}
   */
  public PendingCall<R> start(CallGroup calls, Consumer<PendingCall<R>> whenAnswered) {
    return calls.start(method, request, whenAnswered);
  }

  /** Makes the call and waits for its answer. No other call may be in flight. */
  public CallResult<R> make(CallGroup calls) throws InterruptedException {
    return calls.call(method, request);
  }

  /** Returns a method whose answers are reduced to the needed values as they arrive. */
  public static <Q, W, R> MethodDescriptor<Q, R> reading(
      MethodDescriptor<Q, W> method, Function<W, R> wanted) {
    return reading(method, method.getRequestMarshaller(), wanted);
  }

  /** Returns the same for a method whose requests are another message type with the same bytes. */
  public static <Q, W, R> MethodDescriptor<Q, R> reading(
      MethodDescriptor<?, W> method, Marshaller<Q> requests, Function<W, R> wanted) {
    Marshaller<R> answers = new Reduced<>(method.getResponseMarshaller(), wanted);
    return method.toBuilder(requests, answers).build();
  }

  private record Reduced<W, R>(Marshaller<W> whole, Function<W, R> wanted)
      implements Marshaller<R> {
    @Override
    public InputStream stream(R value) {
      throw new UnsupportedOperationException("answers are read, never written");
    }

    @Override
    public R parse(InputStream stream) {
      return wanted.apply(whole.parse(stream));
    }
  }
}
