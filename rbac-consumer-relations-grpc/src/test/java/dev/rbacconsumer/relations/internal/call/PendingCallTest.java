package dev.rbacconsumer.relations.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingCallTest {
  private final List<String> events = new ArrayList<>();
  private final WireTrace wire = new WireTrace();
  private Runnable onCancel = () -> {};

  @Test
  void anOkWithoutAResponseIsNoSuccess() {
    PendingCall<String> call = call(true);

    call.onClose(Status.OK, new Metadata());

    assertThat(call.answer().status().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(call.answer().fault()).isPresent();
  }

  @Test
  void aStreamMayBeEmpty() {
    PendingCall<String> call = call(false);

    call.onClose(Status.OK, new Metadata());

    assertThat(call.answer().fault()).isEmpty();
  }

  @Test
  void theFirstEndCounts() {
    PendingCall<String> call = call(true);
    call.onMessage("done");
    call.onClose(Status.OK, new Metadata());

    call.giveUp(Status.DEADLINE_EXCEEDED);

    assertThat(call.answer().messages()).containsExactly("done");
    assertThat(call.answer().fault()).isEmpty();
  }

  @Test
  void aCallGivenUpIsCancelledAndAnswersNoMore() {
    PendingCall<String> call = call(true);

    call.giveUp(Status.DEADLINE_EXCEEDED);
    call.onClose(Status.CANCELLED, new Metadata());

    assertThat(events).containsExactly("cancelled");
    assertThat(call.answer().status()).isEqualTo(Status.DEADLINE_EXCEEDED);
  }

  @Test
  void aRequestThatIsSentUntilItIsCancelledMayLandLater() {
    PendingCall<String> call = call(true);
    onCancel = () -> stream().streamCreated(Attributes.EMPTY, new Metadata());

    call.giveUp(Status.DEADLINE_EXCEEDED);

    assertThat(call.answer().mayLandLater()).isTrue();
  }

  @Test
  void aRequestThatWasNeverSentDoesNotLand() {
    PendingCall<String> call = call(true);
    stream();

    call.giveUp(Status.DEADLINE_EXCEEDED);

    assertThat(call.answer().mayLandLater()).isFalse();
  }

  @Test
  void anOkWithoutAResponseMayLandLater() {
    PendingCall<String> call = call(true);
    ClientStreamTracer stream = stream();
    stream.streamCreated(Attributes.EMPTY, new Metadata());
    stream.inboundTrailers(new Metadata());
    stream.streamClosed(Status.OK);

    call.onClose(Status.OK, new Metadata());

    assertThat(call.answer().mayLandLater()).isTrue();
  }

  private ClientStreamTracer stream() {
    return wire.newClientStreamTracer(
        ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata());
  }

  private PendingCall<String> call(boolean unary) {
    return new PendingCall<>(new Recorded(), unary, wire, over -> events.add("answered"));
  }

  private final class Recorded extends ClientCall<String, String> {
    @Override
    public void start(Listener<String> listener, Metadata headers) {
      events.add("started");
    }

    @Override
    public void request(int messages) {
      events.add("requested");
    }

    @Override
    public void cancel(String message, Throwable cause) {
      events.add("cancelled");
      onCancel.run();
    }

    @Override
    public void halfClose() {
      events.add("half closed");
    }

    @Override
    public void sendMessage(String message) {
      events.add("sent");
    }
  }
}
