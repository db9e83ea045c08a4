package dev.rbacconsumer.relations.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

class WireTraceTest {
  private final WireTrace wire = new WireTrace();

  @Test
  void aCallThatNoConnectionTookDoesNotLand() {
    ClientStreamTracer waiting = stream();
    waiting.streamClosed(Status.UNAVAILABLE);

    assertThat(wire.mayLandLater(false)).isFalse();
  }

  @Test
  void aCallThatIsNotOverMayLand() {
    sent();

    assertThat(wire.mayLandLater(false)).isTrue();
  }

  @Test
  void aRefusalInTrailersIsAnAnswer() {
    ends(sent(), Status.INVALID_ARGUMENT);

    assertThat(wire.mayLandLater(false)).isFalse();
  }

  @Test
  void theSameCodeWithoutTrailersIsNone() {
    sent().streamClosed(Status.INVALID_ARGUMENT);

    assertThat(wire.mayLandLater(false)).isTrue();
  }

  @Test
  void trailersWithACodeThatSomethingInBetweenGivesAreNoAnswer() {
    ends(sent(), Status.PERMISSION_DENIED);

    assertThat(wire.mayLandLater(false)).isTrue();
  }

  @Test
  void aSuccessLeavesNoDoubtOfItsOwnStream() {
    ends(sent(), Status.OK);

    assertThat(wire.mayLandLater(true)).isFalse();
  }

  @Test
  void aSuccessSaysNothingOfAnEarlierStream() {
    ends(sent(), Status.UNAUTHENTICATED);
    ends(sent(), Status.OK);

    assertThat(wire.mayLandLater(true)).isTrue();
  }

  private ClientStreamTracer sent() {
    ClientStreamTracer stream = stream();
    stream.streamCreated(Attributes.EMPTY, new Metadata());
    return stream;
  }

  private static void ends(ClientStreamTracer stream, Status status) {
    stream.inboundTrailers(new Metadata());
    stream.streamClosed(status);
  }

  private ClientStreamTracer stream() {
    return wire.newClientStreamTracer(
        ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata());
  }
}
