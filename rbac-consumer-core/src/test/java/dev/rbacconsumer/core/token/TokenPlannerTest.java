package dev.rbacconsumer.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenPlannerTest {
  private static final String CHANNEL = "READ_YOUR_WRITES_CHANNEL";

  private final TokenPlanner planner = new TokenPlanner(CHANNEL);

  @Test
  void eventOfAnOrganisationStoresItsToken() {
    assertThat(plan("assign_role", "org-1", "", "", "token-1"))
        .isEqualTo(new TokenPlan(List.of(update("org-1", "token-1")), Optional.empty(), List.of()));
  }

  @Test
  void createdWorkspaceIsNotifiedAfterItsToken() {
    assertThat(plan("create_workspace", "org-1", "Workspace-7", "", "token-1").writes())
        .containsExactly(
            update("org-1", "token-1"),
            new TokenWrite.Notification("org-1", CHANNEL, "Workspace-7"));
  }

  @Test
  void removedParentsAreNotifiedOnTheChannelOfTheJobWithTheTrimmedToken() {
    TokenPlan plan =
        plan("remove_root_parent_tenant_relationships", "", "", " notify-1\n", "token-1");

    assertThat(plan.writes())
        .containsExactly(
            new TokenWrite.Notification(
                "", "remove_legacy_root_workspace_parent_batch", "notify-1"));
    assertThat(plan.skipped()).contains(SkipReason.NO_ORG);
  }

  @Test
  void otherEventsNotifyNoOne() {
    assertThat(plan("delete_workspace", "org-1", "ws-1", "notify-1", "token-1").writes())
        .containsExactly(update("org-1", "token-1"));
    assertThat(plan("create_workspace", "org-1", "", "notify-1", "token-1").writes())
        .containsExactly(update("org-1", "token-1"));
    assertThat(plan("remove_root_parent_tenant_relationships", "", "ws-1", " ", "token-1").writes())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "None"})
  void withoutAnOrganisationThereIsNoTokenToStore(String org) {
    TokenPlan plan = plan("create_workspace", org, "ws-1", "", "token-1");

    assertThat(plan.writes()).containsExactly(new TokenWrite.Notification("", CHANNEL, "ws-1"));
    assertThat(plan.skipped()).contains(SkipReason.NO_ORG);
  }

  @Test
  void withoutATokenTheNotificationStillGoesOut() {
    TokenPlan plan = plan("create_workspace", "org-1", "ws-1", "", "");

    assertThat(plan.writes())
        .containsExactly(new TokenWrite.Notification("org-1", CHANNEL, "ws-1"));
    assertThat(plan.skipped()).contains(SkipReason.NO_TOKEN);
  }

  @Test
  void textsUpToTheirLimitsAreWritten() {
    TokenPlan plan =
        plan("create_workspace", "o".repeat(36), "é".repeat(3999) + "w", "", "t".repeat(1024));

    assertThat(plan.writes()).hasSize(2);
    assertThat(plan.refusals()).isEmpty();
  }

  @Test
  void longerTextsAreRefusedWithoutTheirContent() {
    assertThat(plan("create_workspace", "o".repeat(37), "é".repeat(4000), "", "t").refusals())
        .containsExactly(
            "a token is not stored: want an organisation of at most 36 characters, got 37",
            "a notification is not sent: want at most 7999 bytes, got 8000");
    assertThat(plan("assign_role", "org-1", "", "", "t".repeat(1025)).refusals())
        .containsExactly("a token is not stored: want at most 1024 characters, got 1025");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\ud800b"})
  void textsThatADatabaseCannotHoldAreRefused(String text) {
    assertThat(plan("create_workspace", text, text, "", "token-1").writes()).isEmpty();
    assertThat(plan("create_workspace", text, text, "", "token-1").refusals()).hasSize(2);
    assertThat(plan("assign_role", "org-1", "", "", text).refusals()).hasSize(1);
  }

  private TokenPlan plan(String type, String org, String resource, String notify, String token) {
    return planner.plan(
        new AppliedEvent(
            new PartitionId("outbox", 0),
            new Offset(3),
            new EventMetadata("id", type, "", "", org, "Workspace", resource, notify, null),
            TupleChange.net(List.of(), List.of()),
            token.isEmpty() ? Optional.empty() : Optional.of(new ConsistencyToken(token))));
  }

  private static TokenWrite.Update update(String org, String token) {
    return new TokenWrite.Update(org, new ConsistencyToken(token));
  }
}
