package dev.rbacconsumer.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows in a real browser, under its own policy. */
final class PageInBrowserTest {
  private static final Response BROKEN = Response.text(500, "See the log");

  private static final Response NOT_FOUND = Response.text(404, "none");

  @TempDir private Path directory;

  @Test
  void aBlockedPartitionShowsWithAllThatIsKnownOfItsRecord() throws Exception {
    String shown = text(read(() -> StatusFixtures.blocked()));

    assertThat(shown)
        .contains("✕ degraded", "rbac-kafka-consumer-7d9f4c6b8-x2kq9", "rbac-consumer-group")
        .contains("Partition 2 is blocked at offset 48211")
        .contains("rejected / unknown_definition")
        .contains("object definition `rbac/inventory_group` not found")
        .contains("6f1f2c9e-4d0f-3b43-9a45-0d5a7a9c1b77", "create_custom_role", "11789772")
        .contains("Since 06:47:57 (12 min 3 s ago)")
        .contains("First error transient/unavailable: no connection")
        .contains("Attempts 14", "Last failure 06:56:39 (3 min 21 s ago)")
        .contains("Next attempt 07:01:39 (in 1 min 39 s)")
        .contains("load a schema that has it", "RBACConsumerPartitionBlocked")
        .contains("✓ running 1204417 1204391 1204480 89 1.2 s 974 63 3 h 12 min")
        .contains("✕ blocked 48211 48211 48523 312");
  }

  @Test
  void theTableIsOneForThoseWhoCannotSeeIt() throws Exception {
    String page = read(() -> StatusFixtures.blocked());

    assertThat(page)
        .contains("scope=\"col\"", "scope=\"row\"", "role=\"columnheader\"", "role=\"rowheader\"")
        .contains("lang=\"en\"", "role=\"status\"");
    assertThat(page).containsPattern("<title>degraded · .* · rbac-consumer</title>");
  }

  @Test
  void everythingThatIsInTheWayIsAParagraphOfItsOwn() throws Exception {
    String shown = text(read(() -> StatusFixtures.everything()));

    assertThat(shown)
        .contains("Kafka cannot be read", "The thread that reads from Kafka stands still")
        .contains(
            "Partition 3 is blocked at offset", "Partition 3 is not read on: records are gone")
        .contains("Partition 3 stands still without a reason", "Partition 3 cannot be committed")
        .contains("Partition 4 has no lock", "offsets 5 to 11 were deleted before they were read");
  }

  @Test
  void whatStoreLogAndCommitsDisagreeAboutIsShown() throws Exception {
    assertThat(text(read(() -> StoreMarkStatuses.restored())))
        .contains("Partition 0 is not read on: the store has lost data", "✕ data loss")
        .contains("offsets 10 to 14 must be applied again", "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS")
        .contains("RBACConsumerStoreLost");
    assertThat(text(read(() -> StatusFixtures.everything())))
        .contains("Partition 3 cannot mark the store", "Partition 3 cannot be replayed")
        .contains(
            "the table is full", "repeated events passed over: partition 3: 12 (last 06:58:00");
    String replaying = read(() -> StoreMarkStatuses.replaying());
    assertThat(text(replaying)).contains("… replaying, 2,400,000 left", "all well");
    assertThat(replaying).containsPattern("<section id=\"wrong\"[^>]* hidden=\"\">");
  }

  @Test
  void messagesThatWaitInTheQuarantineAreInTheWay() throws Exception {
    assertThat(text(read(() -> WaitingStatuses.quarantined())))
        .contains("2 in trouble", "Partition 0: messages wait in the quarantine")
        .contains("Messages 12 First offset 7 Since 06:50:00 (10 min 0 s ago)", "Size 48,000 bytes")
        .contains("release them, oldest first, with rbac-consumer quarantine replay")
        .contains("Partition 1: the quarantine cannot be opened", "Reason the topic quarantine")
        .contains("RBACConsumerMessagesQuarantined");
  }

  @Test
  void messagesThatWerePassedOverShowWithTheirNumberAndTheLastReason() throws Exception {
    assertThat(text(read(() -> StatusFixtures.everything())))
        .contains("Messages were passed over: malformed", "Skipped 12", "Set aside 3")
        .contains("Last reason malformed_json: not JSON at line 1")
        .contains("Last 06:59:00 (1 min 0 s ago)", "RBACConsumerMessagesPassedOver");
  }

  @Test
  void messagesThatWerePassedOverLongAgoAreNoProblemAnyMore() throws Exception {
    String page = read(() -> StatusFixtures.passedOverLongAgo());

    assertThat(text(page))
        .contains("✓ running", "passed over since the start: 1,200 invalid")
        .doesNotContain("Messages were passed over:");
    assertThat(page).containsPattern("<section id=\"wrong\"[^>]* hidden=\"\">");
  }

  @Test
  void whereAllIsWellNothingIsInTheWay() throws Exception {
    String page = read(() -> StatusFixtures.running());

    assertThat(text(page)).contains("✓ running", "all well", "✓ idle");
    assertThat(page).containsPattern("<section id=\"wrong\"[^>]* hidden=\"\">");
  }

  @Test
  void aConsumerThatIsSwitchedOffSaysSo() throws Exception {
    assertThat(text(read(() -> StatusFixtures.disabled()))).contains("… disabled", "version 0.1.0");
  }

  @Test
  void aDryRunSaysThatNothingIsAppliedAndWhatItFound() throws Exception {
    String shown = text(read(() -> DryRunStatuses.found()));

    assertThat(shown)
        .contains("… dry-run", "Dry run: nothing is applied and nothing is committed.")
        .contains("9 apply, 1 block")
        .contains("First problem: partition 0, offset 7, block: invalid / missing_field: $.id");
    assertThat(shown).doesNotContain("✓ dry-run");
  }

  @Test
  void whatStandsInAMessageIsTextAndNothingElse() throws Exception {
    String page = read(() -> StatusFixtures.hostile());

    assertThat(page)
        .contains("&lt;img src=x onerror=", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<img", "<title>owned");
  }

  @Test
  void aConsumerThatIsAwayLeavesWhatItSaidLastWithAWarning() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    String page =
        read(
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("away");
              }
              return StatusFixtures.running();
            });

    assertThat(asked.get()).isGreaterThan(1);
    assertThat(text(page))
        .contains("The consumer does not answer (status 500). What is shown is from 07:00:00")
        .contains("… out of date", "✓ idle");
    assertThat(page).contains("class=\"old\"");
  }

  @Test
  void aPageThatNeverGotAnAnswerSaysThat() throws Exception {
    String page =
        read(
            () -> {
              throw new IllegalStateException("away");
            });

    assertThat(text(page)).contains("… away", "It is asked again and again.");
  }

  private String read(Supplier<String> status) throws Exception {
    try (TestServer server = TestServer.answering(serving(status))) {
      return new Chromium(directory).read(server.url() + "/");
    }
  }

  static Function<Request, Response> serving(Supplier<String> status) {
    PageRoute page = new PageRoute(StatusAccess.ALL, "/metrics");
    return request -> {
      if (request.path().equals("/")) {
        return page.answer(request);
      } else if (!request.path().equals("/status")) {
        return NOT_FOUND;
      }
      try {
        return Response.json(200, status.get());
      } catch (IllegalStateException away) {
        return BROKEN;
      }
    };
  }

  /** What a person reads, with one blank between all. */
  private static String text(String page) {
    String body =
        Pattern.compile("<(script|style)>.*?</\\1>", Pattern.DOTALL).matcher(page).replaceAll("");
    return body.replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replaceAll("\\s+", " ");
  }
}
