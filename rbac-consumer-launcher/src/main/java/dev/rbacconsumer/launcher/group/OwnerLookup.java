package dev.rbacconsumer.launcher.group;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartition;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the admin server of the member that has a partition, by the address that its commits
 * publish. Such an address is text from Kafka: send it no secret that the clients with the right to
 * commit for the group must not know. The server at it must still check that it has the partition,
 * which may move at any time. Immutable.
 */
public final class OwnerLookup {
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9A-Fa-f:.]+\\]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private final GroupView view;

  /**
   * Creates a lookup in one view of the group.
   *
   * @param view a fresh view
   */
  public OwnerLookup(GroupView view) {
    this.view = view;
  }

  /**
   * Returns the address of the admin server of a partition's owner. Empty if no member has the
   * partition, if its last commit publishes no address, or if that address is one of an earlier
   * owner.
   */
  public Optional<URI> of(PartitionId partition) {
    return find(partition).flatMap(this::current);
  }

  /** Returns one sentence that says why there is no address for a partition. */
  public String absence(PartitionId partition) {
    Optional<GroupPartition> found = find(partition);
    if (found.isEmpty()) {
      return "the topic %s has no partition %d: want 0 to %d"
          .formatted(view.topic(), partition.number(), view.partitions().size() - 1);
    } else if (found.get().owner().isEmpty()) {
      return "no member of group %s has partition %d; the group is %s"
          .formatted(view.group(), partition.number(), view.state());
    } else if (url(found.get()).isEmpty()) {
      return "the owner of partition %d, %s, has not published an address yet, or does not publish"
              .formatted(partition.number(), GroupReport.name(found.get().owner().get()))
          + " one (RBAC_KAFKA_CONSUMER_ADMIN_ADVERTISED_URL); --url gives one";
    }
    return "the owner of partition %d, %s, has not committed yet, and %s is that of an earlier"
            .formatted(
                partition.number(),
                GroupReport.name(found.get().owner().get()),
                found.get().adminUrl().orElse(""))
        + " owner; --url gives another address";
  }

  private Optional<GroupPartition> find(PartitionId partition) {
    return view.partitions().stream().filter(it -> it.id().equals(partition)).findFirst();
  }

  private Optional<URI> current(GroupPartition partition) {
    return partition
        .owner()
        .flatMap(owner -> url(partition).filter(url -> !isOfAnother(url, owner)));
  }

  /**
   * Returns whether an address is that of an earlier owner. A name tells nothing. An IP address
   * tells something only where the brokers see the members under the addresses that these publish,
   * which is so if it is for any partition; elsewhere, addresses are translated.
   */
  private boolean isOfAnother(URI url, GroupMember owner) {
    if (!isAddress(url) || isHost(url, owner)) {
      return false;
    }
    return view.members().stream().anyMatch(it -> isHost(url, it))
        || view.partitions().stream().anyMatch(OwnerLookup::isHostOfItsOwner);
  }

  private static boolean isHostOfItsOwner(GroupPartition partition) {
    Optional<URI> url = url(partition);
    return partition.owner().isPresent()
        && url.isPresent()
        && isHost(url.get(), partition.owner().get());
  }

  private static boolean isHost(URI url, GroupMember member) {
    String host = url.getHost();
    String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return address.equals(member.host());
  }

  private static boolean isAddress(URI url) {
    return ADDRESS.matcher(url.getHost()).matches();
  }

  private static Optional<URI> url(GroupPartition partition) {
    return partition.adminUrl().flatMap(OwnerLookup::parse);
  }

  private static Optional<URI> parse(String text) {
    try {
      URI url = URI.create(text);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return Optional.of(url).filter(it -> isHttp && it.getHost() != null);
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }
}
