package dev.rbacconsumer.launcher.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to act, and what is made of them. */
final class ActionRouteTest {
  private static final String TOPIC = "outbox";

  private final ManualClock clock = new ManualClock();
  private final List<ActionRequest> requested = new ArrayList<>();
  private final List<String> audit = new ArrayList<>();
  private final List<Letters.Wanted> wanted = new ArrayList<>();
  private Letters.Found found =
      new Letters.Refused(new ActionReply(Code.NO_LETTER, "there is no letter"));
  private Consumer<Consumer<ActionReply>> delivery =
      whenAnswered -> whenAnswered.accept(new ActionReply(Code.DONE, "it is done"));
  private final ActionRoute route =
      new ActionRoute(
          (request, whenAnswered) -> {
            requested.add(request);
            delivery.accept(whenAnswered);
          },
          this::find,
          TOPIC,
          clock,
          Optional::empty,
          (partition, json) -> audit.add(json),
          "pod-1",
          new ActionInfoRoute(StatusAccess.ALL, Optional::empty, true, true));

  @Test
  void aRequestIsCarriedOutAndKept() throws Exception {
    Response response = post(body("pause", "\"reason\":\"schema is being fixed\"", "id-00001"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(requested)
        .containsExactly(
            new ActionRequest(
                new PartitionId(TOPIC, 1),
                new OperatorAction.Pause(),
                "ann",
                "schema is being fixed",
                clock.now()));
    JsonTree entry = JsonTree.parse(audit.get(0));
    assertThat(entry.get("action").text()).isEqualTo("pause");
    assertThat(entry.get("by").text()).isEqualTo("ann");
    assertThat(entry.get("reason").text()).isEqualTo("schema is being fixed");
    assertThat(entry.get("code").text()).isEqualTo("done");
    assertThat(entry.get("before").text()).isEqualTo("not held by this instance");
    assertThat(entry.get("instance").text()).isEqualTo("pod-1");
    assertThat(response.text().strip()).isEqualTo(audit.get(0));
  }

  @Test
  void aRecordIsNamedByOffsetAndDigest() throws Exception {
    String named = "\"reason\":\"broken\",\"offset\":17,\"digest\":\"0123456789abcdef\"";
    post(body("skip", named, "id-00001"));
    post(body("dead-letter", named, "id-00002"));

    assertThat(requested)
        .extracting(ActionRequest::action)
        .containsExactly(
            new OperatorAction.SetAside(new Offset(17), "0123456789abcdef", false),
            new OperatorAction.SetAside(new Offset(17), "0123456789abcdef", true));
    assertThat(audit).allSatisfy(it -> assertThat(it).contains("\"digest\":\"0123456789abcdef\""));
  }

  @Test
  void aLetterIsFoundAndReplayed() throws Exception {
    found =
        new Letters.Replayable(
            new OperatorAction.ReplayLetter(
                new LetterId(new PartitionId("dead", 0), new Offset(17)),
                new SourceRecord(
                    new PartitionId(TOPIC, 1), new Offset(9), -1, null, null, List.of()),
                Set.of(new Offset(12))));
    String named =
        "\"reason\":\"schema is fixed\",\"letter\":\"0:17\",\"digest\":\"0123456789abcdef\"";
    Response response = post(body("replay", named, "id-00001"));
    post(body("replay", named + ",\"again\":true", "id-00002"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(wanted)
        .containsExactly(
            new Letters.Wanted(0, new Offset(17), "0123456789abcdef", false),
            new Letters.Wanted(0, new Offset(17), "0123456789abcdef", true));
    assertThat(requested).extracting(it -> it.action().label()).containsExactly("replay", "replay");
    JsonTree entry = JsonTree.parse(audit.get(0));
    assertThat(entry.get("action").text()).isEqualTo("replay");
    assertThat(entry.get("letter").text()).isEqualTo("0:17");
    assertThat(entry.get("offset").text()).isEqualTo("9");
    assertThat(entry.get("digest").text()).isEqualTo("0123456789abcdef");
    assertThat(entry.get("code").text()).isEqualTo("done");
  }

  @Test
  void aLetterThatIsNotFoundIsRefusedAndKept() throws Exception {
    found =
        new Letters.Refused(
            new ActionReply(Code.ALREADY_REPLAYED, "bob replayed the letter before"));
    String named = "\"reason\":\"r\",\"letter\":\"0:17\",\"digest\":\"0123456789abcdef\"";

    Response response = post(body("replay", named, "id-00001"));

    assertThat(response.status()).isEqualTo(409);
    assertThat(requested).isEmpty();
    assertThat(audit)
        .singleElement()
        .asString()
        .contains("\"code\":\"already_replayed\"", "\"by\":\"ann\"", "\"offset\":null");
  }

  @Test
  void aParkedRecordIsNamedByOffsetAndDigest() throws Exception {
    String named = "\"reason\":\"fixed\",\"offset\":17,\"digest\":\"0123456789abcdef\"";
    post(body("quarantine-replay", named, "id-00001"));
    post(body("quarantine-discard", named, "id-00002"));

    assertThat(requested)
        .extracting(ActionRequest::action)
        .containsExactly(
            new OperatorAction.ReleaseParked(new Offset(17), "0123456789abcdef", true),
            new OperatorAction.ReleaseParked(new Offset(17), "0123456789abcdef", false));
    JsonTree entry = JsonTree.parse(audit.get(1));
    assertThat(entry.get("action").text()).isEqualTo("quarantine-discard");
    assertThat(entry.get("offset").text()).isEqualTo("17");
    assertThat(entry.get("digest").text()).isEqualTo("0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reason\":\"\",\"letter\":\"0:17\",\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"letter\":\"17\",\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"letter\":\"0:-1\",\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"letter\":\"0:17\"",
        "\"reason\":\"r\",\"letter\":\"0:17\",\"digest\":\"0123456789abcdef\",\"again\":\"yes\"",
        "\"letter\":\"0:17\",\"digest\":\"0123456789abcdef\""
      })
  void aLetterThatIsNotNamedExactlyIsNotLookedFor(String named) throws Exception {
    assertThat(post(body("replay", named, "id-00001")).status()).isEqualTo(400);
    assertThat(wanted).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reason\":\"\",\"offset\":1,\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"offset\":1",
        "\"reason\":\"r\",\"digest\":\"0123456789abcdef\""
      })
  void aParkedRecordThatIsNotNamedExactlyIsNotReleased(String named) throws Exception {
    assertThat(post(body("quarantine-replay", named, "id-00001")).status()).isEqualTo(400);
    assertThat(requested).isEmpty();
  }

  @Test
  void aRepetitionIsNotCarriedOut() throws Exception {
    String body = body("retry-now", "", "id-00001");
    post(body);

    assertThat(post(body).status()).isEqualTo(409);
    assertThat(requested).hasSize(1);
  }

  @Test
  void anOldRequestIsNotCarriedOut() throws Exception {
    String body = body("retry-now", "", "id-00001");
    clock.advance(Duration.ofMinutes(6));

    assertThat(post(body).status()).isEqualTo(409);
    assertThat(requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"action\":\"pause\"}",
        "{\"action\":\"explode\",\"partition\":1,\"by\":\"ann\",\"id\":\"id-00001\","
            + "\"at\":\"1970-01-01T00:00:00Z\"}"
      })
  void whatIsNoRequestIsRefusedWithAReason(String body) throws Exception {
    Response response = post(body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(JsonTree.parse(response.text()).get("message").text()).contains("want");
    assertThat(requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reason\":\"\"",
        "\"reason\":\"r\",\"more\":1",
        "\"reason\":\"r\",\"offset\":-1,\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"offset\":1,\"digest\":\"0123456789ABCDEF\"",
        "\"reason\":\"r\",\"offset\":1.5,\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"digest\":\"0123456789abcdef\"",
        "\"reason\":\"r\",\"offset\":1"
      })
  void aRecordThatIsNotNamedExactlyIsNotSetAside(String named) throws Exception {
    assertThat(post(body("skip", named, "id-00001")).status()).isEqualTo(400);
    assertThat(requested).isEmpty();
  }

  @Test
  void namesAndReasonsHaveALimit() throws Exception {
    String longReason = "\"reason\":\"" + "x".repeat(ActionRequest.MAX_REASON + 1) + "\"";

    assertThat(post(body("pause", longReason, "id-00001")).status()).isEqualTo(400);
    assertThat(
            post(body("pause", "\"reason\":\"r\"", "id-00001").replace("ann", "a".repeat(65)))
                .status())
        .isEqualTo(400);
    assertThat(post(body("pause", "\"reason\":\"r\"", "id-00001").replace("ann", " ")).status())
        .isEqualTo(400);
    assertThat(requested).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void onlyWhatIsDoneIsASuccess(Code code) throws Exception {
    delivery = whenAnswered -> whenAnswered.accept(new ActionReply(code, "so it is"));

    int status = post(body("retry-now", "", "id-00001")).status();

    assertThat(status == 200).isEqualTo(code == Code.DONE);
    assertThat(audit).hasSize(1);
  }

  @Test
  void aClientThatGoesAwayDoesNotTakeTheAuditWithIt() throws Exception {
    CompletableFuture<Consumer<ActionReply>> waiting = new CompletableFuture<>();
    CompletableFuture<String> kept = new CompletableFuture<>();
    ActionRoute slow =
        new ActionRoute(
            (request, whenAnswered) -> waiting.complete(whenAnswered),
            this::find,
            TOPIC,
            clock,
            Optional::empty,
            (partition, json) -> kept.complete(json),
            "pod-1",
            new ActionInfoRoute(StatusAccess.ALL, Optional::empty, true, true));
    CompletableFuture<Response> answer =
        slow.answerLater(new Request("POST", "/actions", "", "", body("retry-now", "", "id-00001")))
            .toCompletableFuture();

    answer.cancel(false);
    waiting.get(1, TimeUnit.MINUTES).accept(new ActionReply(Code.DONE, "it is done"));

    assertThat(kept.get(1, TimeUnit.MINUTES)).contains("\"code\":\"done\"");
  }

  @Test
  void anyBytesAreAnsweredAndNeverActedOnByChance() throws Exception {
    Random random = new Random(20261129);
    String valid =
        body("skip", "\"reason\":\"r\",\"offset\":1,\"digest\":\"0123456789abcdef\"", "id-1");
    for (int i = 0; i < 5_000; i++) {
      StringBuilder body = new StringBuilder(valid);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(body.length());
        switch (random.nextInt(3)) {
          case 0 -> body.setCharAt(at, (char) random.nextInt(0x250));
          case 1 -> body.deleteCharAt(at);
          default -> body.insert(at, body.charAt(random.nextInt(body.length())));
        }
      }
      Response response = post(body.toString());
      assertThat(response.status()).as(body.toString()).isIn(200, 400, 409);
    }
    assertThat(requested).allSatisfy(it -> assertThat(it.action()).isNotNull());
  }

  private CompletionStage<Letters.Found> find(PartitionId partition, Letters.Wanted letter) {
    assertThat(partition).isEqualTo(new PartitionId(TOPIC, 1));
    wanted.add(letter);
    return CompletableFuture.completedFuture(found);
  }

  private Response post(String body) throws Exception {
    return route
        .answerLater(new Request("POST", "/actions", "", "", body))
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
  }

  private String body(String action, String more, String id) throws IOException {
    return "{\"action\":\"%s\",\"partition\":1,\"by\":\"ann\",%s\"id\":\"%s\",\"at\":\"%s\"}"
        .formatted(action, more.isEmpty() ? "" : more + ",", id, clock.now());
  }
}
