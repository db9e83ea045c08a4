package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.ByteString;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a server answered to a call that was passed on. */
record ProxiedAnswer(Status status, Metadata trailers, List<ByteString> messages) {

  /** Collects an answer. */
  static final class Listener extends ClientCall.Listener<ByteString> {
    private final CompletableFuture<ProxiedAnswer> answer = new CompletableFuture<>();
    private final List<ByteString> messages = new ArrayList<>();

    CompletableFuture<ProxiedAnswer> answer() {
      return answer;
    }

    @Override
    public void onMessage(ByteString message) {
      messages.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      answer.complete(new ProxiedAnswer(status, trailers, List.copyOf(messages)));
    }
  }
}
