package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the runnable jar answers whether an event was applied, beside a broker and a store. */
class AppliedIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final UUID FIRST = new UUID(7, 1);
  private static final UUID SECOND = new UUID(7, 2);
  private static final RelationTuple REFUSED =
      RelationTuple.parse("rbac/no_such_type:t1#t_member@rbac/principal:ann");

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void aRequestFromBeforeTheEventIsAnsweredWithItsTokenOnceItIsApplied() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      jar.awaitOut("Fence acquired (partition: ", LONG);
      assertThat(ask(port, FIRST, "").statusCode()).isEqualTo(404);
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(() -> ask(port, FIRST, "&wait=25s"));

      fixture.publish(message(FIRST, member("ann")));

      HttpResponse<String> applied = answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(applied.statusCode()).as(jar.report()).isEqualTo(200);
      JsonTree document = JsonTree.parse(applied.body());
      assertThat(document.get("event_id").text()).isEqualTo(FIRST.toString());
      assertThat(document.get("state").text()).isEqualTo("applied");
      assertThat(document.get("event_type").text()).isEqualTo("create_custom_role");
      assertThat(document.get("partition").text()).isEqualTo("0");
      assertThat(document.get("offset").text()).isEqualTo("0");
      assertThat(document.get("token").text()).isNotEmpty();
      assertThat(fixture.relations().tuples()).contains(member("ann"));
      assertThat(ask(port, FIRST, "").body()).isEqualTo(applied.body());
    }
  }

  @Test
  void twoRemovalsAreUnderWayAtOnceUnlessTheirTokenIsAskedFor() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      fixture.publish(message(new UUID(7, 0), member("ann")));
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      int before = fixture.relations().calls(Rpc.DELETE_TUPLES);
      fixture.relations().next(Rpc.DELETE_TUPLES, 2, new ServerFault.Hang());
      fixture.publish(removal(FIRST));
      assertThat(fixture.relations().awaitCalls(Rpc.DELETE_TUPLES, before + 2, LONG)).isTrue();
      fixture.relations().release();

      HttpResponse<String> first = ask(port, FIRST, "&wait=25s");
      fixture.publish(removal(SECOND));
      HttpResponse<String> second = ask(port, SECOND, "&wait=25s");

      assertThat(first.statusCode()).as(jar.report()).isEqualTo(200);
      assertThat(first.body()).contains("\"token\":null}");
      assertThat(JsonTree.parse(second.body()).get("token").text()).isNotEmpty();
    }
  }

  @Test
  void eventsOfABlockedPartitionAreKnown() throws Exception {
    fixture.publish(message(FIRST, REFUSED));
    fixture.publish(message(SECOND, member("bob")));
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      jar.awaitOut("Retrying message processing in ", LONG);

      HttpResponse<String> retried = ask(port, FIRST, "");
      HttpResponse<String> waiting = ask(port, SECOND, "&wait=100ms");

      assertThat(retried.statusCode()).as(jar.report()).isEqualTo(202);
      assertThat(JsonTree.parse(retried.body()).get("state").text()).isEqualTo("retrying");
      assertThat(waiting.statusCode()).isEqualTo(202);
      assertThat(JsonTree.parse(waiting.body()).get("state").text()).isEqualTo("waiting");
    }
  }

  @Test
  void anEventThatWasSkippedIsGone() throws Exception {
    Map<String, String> skipping = fixture.environment();
    skipping.put("RBAC_KAFKA_CONSUMER_ON_REJECTED", "skip");
    fixture.publish(message(FIRST, REFUSED));
    try (JarProcess jar = JarProcess.start(skipping)) {
      HttpResponse<String> gone = ask(port(jar), FIRST, "&wait=25s");

      assertThat(gone.statusCode()).as(jar.report()).isEqualTo(410);
      JsonTree document = JsonTree.parse(gone.body());
      assertThat(document.get("state").text()).isEqualTo("skipped");
      assertThat(document.get("reason").text()).contains("no_such_type");
    }
  }

  private static OutboxMessage message(UUID id, RelationTuple tuple) {
    return OutboxMessages.relations().id(id).add(tuple).eventType("create_custom_role").build();
  }

  private static OutboxMessage removal(UUID id) {
    return OutboxMessages.relations().id(id).remove(member("ann")).remove(member("bob")).build();
  }

  private static HttpResponse<String> ask(int port, UUID event, String more) {
    return Scrape.request("GET", port, "/applied?event=" + event + more, "");
  }
}
