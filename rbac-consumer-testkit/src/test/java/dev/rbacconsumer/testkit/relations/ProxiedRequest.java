package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A call with one request, of any method.
 *
 * @param path such as {@code /package.Service/Method}
 * @param message the request as it is encoded
 */
record ProxiedRequest(String path, ByteString message) {
  /** Of a call whose request and answers stay encoded. */
  MethodDescriptor<ByteString, ByteString> method() {
    return MethodDescriptor.<ByteString, ByteString>newBuilder()
        .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
        .setFullMethodName(path.substring(1))
        .setRequestMarshaller(new Encoded())
        .setResponseMarshaller(new Encoded())
        .build();
  }

  private static final class Encoded implements MethodDescriptor.Marshaller<ByteString> {
    @Override
    public InputStream stream(ByteString value) {
      return value.newInput();
    }

    @Override
    public ByteString parse(InputStream stream) {
      try {
        return ByteString.readFrom(stream);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
