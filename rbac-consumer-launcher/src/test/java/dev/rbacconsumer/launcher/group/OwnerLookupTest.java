package dev.rbacconsumer.launcher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OwnerLookupTest {
  private final GroupMember ann = GroupViews.member("10.0.0.7", "a", 0, 1);
  private final GroupMember bob = GroupViews.member("10.0.0.8", "b", 2);

  @Test
  void ownerIsWhereItsCommitsSay() {
    OwnerLookup owners = new OwnerLookup(GroupViews.good());

    assertThat(owners.of(id(0))).hasValue(URI.create("http://10.0.0.7:9464"));
    assertThat(owners.of(id(2))).hasValue(URI.create("http://10.0.0.8:9464"));
  }

  @Test
  void partitionThatIsNotThereHasNoOwner() {
    assertAbsent(
        new OwnerLookup(GroupViews.good()),
        7,
        "the topic outbox.event.relations-replication-event has no partition 7: want 0 to 2");
  }

  @Test
  void partitionWithoutAMemberHasNoOwnerEvenIfItsCommitNamesOne() {
    var view =
        GroupViews.view(
            "Empty", List.of(), GroupViews.partition(0, null, 5, GroupViews.notes("10.0.0.7"), 5));

    assertAbsent(
        new OwnerLookup(view),
        0,
        "no member of group rbac-consumer-group has partition 0; the group is Empty");
  }

  @Test
  void ownerMayPublishNoAddressOrOneThatIsNone() {
    for (String url : List.of("", "mailto:ann", "10.0.0.7:9464", "http://a b")) {
      OwnerNotes notes = OwnerNotes.NONE.withAdminUrl(Optional.of(url).filter(it -> !it.isEmpty()));
      var view = GroupViews.view("Stable", List.of(ann), GroupViews.partition(0, ann, 5, notes, 5));

      assertAbsent(
          new OwnerLookup(view),
          0,
          "the owner of partition 0, rbac-consumer 10.0.0.7 (a-4e1f), has not published an address"
              + " yet, or does not publish one (RBAC_KAFKA_CONSUMER_ADMIN_ADVERTISED_URL); --url"
              + " gives one");
    }
  }

  @Test
  void addressOfAnotherMemberIsThatOfAnEarlierOwner() {
    var view =
        GroupViews.view(
            "Stable",
            List.of(ann, bob),
            GroupViews.partition(2, bob, 5, GroupViews.notes("10.0.0.7"), 5));

    assertAbsent(
        new OwnerLookup(view),
        2,
        "the owner of partition 2, rbac-consumer 10.0.0.8 (b-4e1f), has not committed yet, and"
            + " http://10.0.0.7:9464 is that of an earlier owner; --url gives another address");
  }

  @Test
  void addressOfAMemberThatIsGoneIsThatOfAnEarlierOwnerWhereBrokersSeeTheSameAddresses() {
    var view =
        GroupViews.view(
            "Stable",
            List.of(ann),
            GroupViews.running(0, ann, 5, 5),
            GroupViews.partition(1, ann, 5, GroupViews.notes("10.0.0.99"), 5));

    assertThat(new OwnerLookup(view).of(id(0))).isPresent();
    assertThat(new OwnerLookup(view).of(id(1))).isEmpty();
  }

  @Test
  void addressesThatAreTranslatedAreTaken() {
    var view =
        GroupViews.view(
            "Stable",
            List.of(ann, bob),
            GroupViews.partition(0, ann, 5, GroupViews.notes("172.17.0.2"), 5),
            GroupViews.partition(2, bob, 5, GroupViews.notes("172.17.0.3"), 5));

    assertThat(new OwnerLookup(view).of(id(0))).hasValue(URI.create("http://172.17.0.2:9464"));
    assertThat(new OwnerLookup(view).of(id(2))).hasValue(URI.create("http://172.17.0.3:9464"));
  }

  @Test
  void nameIsTakenSinceItMayBeThatOfAProxy() {
    var view =
        GroupViews.view(
            "Stable",
            List.of(ann),
            GroupViews.running(0, ann, 5, 5),
            GroupViews.partition(1, ann, 5, GroupViews.notes("rbac-0.example"), 5));

    assertThat(new OwnerLookup(view).of(id(1))).hasValue(URI.create("http://rbac-0.example:9464"));
  }

  @Test
  void addressesOfVersionSixAreCompared() {
    GroupMember six = GroupViews.member("fd00:0:0:0:0:0:0:7", "s", 0);
    var view =
        GroupViews.view(
            "Stable",
            List.of(six),
            GroupViews.partition(0, six, 5, GroupViews.notes("[fd00:0:0:0:0:0:0:7]"), 5));

    assertThat(new OwnerLookup(view).of(id(0)))
        .hasValue(URI.create("http://[fd00:0:0:0:0:0:0:7]:9464"));
  }

  private static void assertAbsent(OwnerLookup owners, int partition, String why) {
    assertThat(owners.of(id(partition))).isEmpty();
    assertThat(owners.absence(id(partition))).isEqualTo(why);
  }

  private static PartitionId id(int number) {
    return new PartitionId(GroupViews.TOPIC, number);
  }
}
