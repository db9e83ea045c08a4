package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace goes on to the store with every call that is made for it, and with no other. */
class TraceInterceptorTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final TupleChange THREE_CALLS = TupleChange.net(members(0, 2), members(5, 3));

  private final RelationsServer server = RelationsServer.builder().bearerToken("good").start();
  private final FenceToken fence = server.stealLock("group/0");
  private final RelationsChannel channel =
      RelationsChannel.open(
          RelationsSettings.forTarget(server.target())
              .credentials(new Credentials.Token("good"))
              .build());
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void everyCallOfAnAttemptCarriesIt() throws Exception {
    Outcome outcome =
        sink.apply(THREE_CALLS, fence, Optional.of(new TraceContext(PARENT, "vendor=a")), LONG);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.headers("traceparent"))
        .isEqualTo(Collections.nCopies(3, Optional.of(PARENT)));
    assertThat(server.headers("tracestate"))
        .isEqualTo(Collections.nCopies(3, Optional.of("vendor=a")));
  }

  @Test
  void withoutAStateThereIsNoHeaderForIt() throws Exception {
    sink.apply(THREE_CALLS, fence, Optional.of(new TraceContext(PARENT, "")), LONG);

    assertThat(server.headers("traceparent")).contains(Optional.of(PARENT));
    assertThat(server.headers("tracestate")).hasSize(3).allMatch(Optional::isEmpty);
  }

  @Test
  void withoutATraceNothingIsSentAndNoneIsLeftFromBefore() throws Exception {
    sink.apply(THREE_CALLS, fence, Optional.of(new TraceContext(PARENT, "vendor=a")), LONG);

    sink.apply(THREE_CALLS, fence, LONG);

    assertThat(server.headers("traceparent").subList(3, 6)).allMatch(Optional::isEmpty);
    assertThat(server.headers("tracestate").subList(3, 6)).allMatch(Optional::isEmpty);
  }
}
