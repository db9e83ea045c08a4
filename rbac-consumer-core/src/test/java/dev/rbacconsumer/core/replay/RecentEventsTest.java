package dev.rbacconsumer.core.replay;

import static dev.rbacconsumer.core.replay.RecentEvents.Repetition.ID_REUSED;
import static dev.rbacconsumer.core.replay.RecentEvents.Repetition.NEW;
import static dev.rbacconsumer.core.replay.RecentEvents.Repetition.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.replay.RecentEvents.Repetition;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that were applied already. */
class RecentEventsTest {
  private static final RelationTuple ANN = tuple("ann");
  private static final RelationTuple BOB = tuple("bob");
  private static final EventMetadata METADATA =
      new EventMetadata(
          "id", "create_group", "type", "stage", "o1", "Workspace", "w1", "n1", Instant.EPOCH);

  private final RecentEvents events = new RecentEvents(3, true);

  @Test
  void anEventWithTheIdAndTheContentOfARememberedOneIsRepeated() {
    assertThat(judge(event("a", ANN))).isEqualTo(NEW);

    assertThat(judge(event("a", ANN))).isEqualTo(REPEATED);
    assertThat(judge(event("b", ANN))).isEqualTo(NEW);
    assertThat(events.idsAreUnique()).isTrue();
  }

  @Test
  void repeatedEventsAreRecognisedWhereAllOfThemAreRemembered() {
    judgeAll("a", "b", "c", "d");

    assertThat(judgeAll("c", "d")).containsExactly(REPEATED, REPEATED);
  }

  @Test
  void noneIsRecognisedWhereTheFirstOfThemIsForgotten() {
    judgeAll("a", "b", "c", "d");

    assertThat(judgeAll("a", "b", "c", "d")).containsOnly(NEW);
  }

  @Test
  void theOldestEventIsNotTrustedSinceThoseBeforeItMayBeRepeatedToo() {
    judgeAll("a", "b", "c", "d");

    assertThat(judgeAll("b", "c", "d")).containsOnly(NEW);
    assertThat(judgeAll("c", "d")).containsOnly(REPEATED);
  }

  @Test
  void theFirstEventOfTheLogIsTrusted() {
    judgeAll("a", "b");

    assertThat(judgeAll("a", "b")).containsOnly(REPEATED);
    RecentEvents later = new RecentEvents(3, false);
    later.judge(fingerprint(event("a", ANN)));
    assertThat(later.judge(fingerprint(event("a", ANN)))).isEqualTo(NEW);
  }

  @Test
  void aRepetitionThatAnotherConsumerMayHaveAppliedEndsAllTrust() {
    judgeAll("a", "b", "c");

    assertThat(events.observe(fingerprint(event("b", ANN)))).isEqualTo(REPEATED);

    assertThat(judge(event("c", ANN))).isEqualTo(NEW);
  }

  @Test
  void whatWasForgottenIsNew() {
    judgeAll("a", "b");
    events.forgetAll();

    assertThat(judgeAll("a", "b")).containsOnly(NEW);
  }

  @Test
  void onceAnIdHasTwoContentsEveryEventIsNew() {
    judge(event("a", ANN));

    assertThat(judge(event("a", BOB))).isEqualTo(ID_REUSED);

    assertThat(events.idsAreUnique()).isFalse();
    assertThat(judgeAll("a", "a")).containsOnly(NEW);
  }

  @Test
  void anIdIsFoundToBeReusedWhileEventsAreObserved() {
    events.observe(fingerprint(event("a", ANN)));

    assertThat(events.observe(fingerprint(event("a", BOB)))).isEqualTo(ID_REUSED);
    assertThat(events.idsAreUnique()).isFalse();
  }

  static List<RelationsEvent> otherContents() {
    TupleChange change = TupleChange.net(List.of(), List.of(ANN));
    return List.of(
        event("id", BOB),
        new RelationsEvent(METADATA, TupleChange.net(List.of(BOB), List.of(ANN)), 0, false),
        new RelationsEvent(METADATA, TupleChange.net(List.of(ANN), List.of()), 0, false),
        new RelationsEvent(METADATA, TupleChange.net(List.of(), List.of(ANN, BOB)), 0, false),
        of("update_group", "o1", "Workspace", "w1", "n1", Instant.EPOCH, change),
        of("create_group", "o2", "Workspace", "w1", "n1", Instant.EPOCH, change),
        of("create_group", "o1", "Other", "w1", "n1", Instant.EPOCH, change),
        of("create_group", "o1", "Workspace", "w2", "n1", Instant.EPOCH, change),
        of("create_group", "o1", "Workspace", "w1", "n2", Instant.EPOCH, change),
        of("create_group", "o1", "Workspace", "w1", "n1", Instant.EPOCH.plusSeconds(1), change));
  }

  @ParameterizedTest
  @MethodSource("otherContents")
  void everyPartOfThePayloadIsContent(RelationsEvent other) {
    judge(event("id", ANN));

    assertThat(judge(other)).isEqualTo(ID_REUSED);
  }

  @Test
  void theOrderOfTuplesIsContent() {
    TupleChange change = TupleChange.net(List.of(), List.of(ANN, BOB));
    TupleChange other = TupleChange.net(List.of(), List.of(BOB, ANN));
    judge(new RelationsEvent(METADATA, change, 0, false));

    assertThat(judge(new RelationsEvent(METADATA, other, 0, false))).isEqualTo(ID_REUSED);
  }

  @Test
  void whatTheConnectorAddsIsNoContent() {
    EventMetadata elsewhere =
        new EventMetadata(
            "id", "create_group", "", "", "o1", "Workspace", "w1", "n1", Instant.EPOCH);
    judge(event("id", ANN));

    assertThat(
            judge(new RelationsEvent(elsewhere, TupleChange.net(List.of(), List.of(ANN)), 2, true)))
        .isEqualTo(REPEATED);
  }

  @Test
  void anEventWithoutAnIdHasNoFingerprint() {
    assertThat(events.fingerprint(event("", ANN))).isEmpty();
  }

  @Test
  void nothingIsRememberedWhereThatIsTurnedOff() {
    RecentEvents off = new RecentEvents(0, true);
    EventFingerprint event = fingerprint(event("a", ANN));

    assertThat(off.judge(event)).isEqualTo(NEW);
    assertThat(off.judge(event)).isEqualTo(NEW);
    assertThat(off.idsAreUnique()).isTrue();
  }

  @Test
  void aNegativeNumberOfEventsIsRefused() {
    assertThatThrownBy(() -> new RecentEvents(-1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("remembered events: want >= 0, got -1");
  }

  private Repetition judge(RelationsEvent event) {
    return events.judge(fingerprint(event));
  }

  private List<Repetition> judgeAll(String... ids) {
    return Arrays.stream(ids).map(id -> judge(event(id, ANN))).toList();
  }

  private EventFingerprint fingerprint(RelationsEvent event) {
    return events.fingerprint(event).orElseThrow();
  }

  private static RelationsEvent event(String id, RelationTuple added) {
    EventMetadata metadata =
        new EventMetadata(
            id, "create_group", "type", "stage", "o1", "Workspace", "w1", "n1", Instant.EPOCH);
    return new RelationsEvent(metadata, TupleChange.net(List.of(), List.of(added)), 0, false);
  }

  private static RelationsEvent of(
      String eventType,
      String orgId,
      String resourceType,
      String resourceId,
      String notifyToken,
      Instant createdAt,
      TupleChange change) {
    return new RelationsEvent(
        new EventMetadata(
            "id",
            eventType,
            "type",
            "stage",
            orgId,
            resourceType,
            resourceId,
            notifyToken,
            createdAt),
        change,
        0,
        false);
  }

  private static RelationTuple tuple(String principal) {
    return RelationTuple.parse("rbac/group:eng#member@rbac/principal:" + principal);
  }
}
