package dev.rbacconsumer.launcher.group;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartition;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.internal.group.LogOffsets;
import java.io.IOException;
import java.util.Optional;

/** Writes a view of a group as JSON. The names of the fields are public. */
final class GroupFields {
  private GroupFields() {}

  static String json(GroupView view) {
    return FieldWriter.object(view, GroupFields::view);
  }

  private static void view(GroupView view, FieldWriter json) throws IOException {
    json.instant("at", view.at());
    json.text("group", view.group());
    json.text("topic", view.topic());
    json.text("state", view.state());
    json.flag("degraded", view.needsAttention());
    json.known("assignor", view.assignor().orElse(""));
    json.seconds("retention_seconds", view.retention());
    json.objects("members", view.members(), GroupFields::member);
    json.objects(
        "partitions",
        view.partitions(),
        (partition, fields) -> partition(new OwnerLookup(view), partition, fields));
    json.texts("unknown", view.unknown());
  }

  private static void member(GroupMember member, FieldWriter json) throws IOException {
    name(member, json);
    json.number("partitions", member.partitions().size());
    json.texts("other_topics", member.otherTopics());
  }

  private static void name(GroupMember member, FieldWriter json) throws IOException {
    json.text("client_id", member.clientId());
    json.known("host", member.host());
    json.text("member_id", member.memberId());
  }

  private static void partition(OwnerLookup owners, GroupPartition partition, FieldWriter json)
      throws IOException {
    json.number("partition", partition.id().number());
    json.text("state", partition.state().label());
    json.objectOrNull("owner", partition.owner(), GroupFields::name);
    json.known("admin_url", owners.of(partition.id()).map(Object::toString).orElse(""));
    json.number("committed", partition.commit().map(it -> it.position().value()));
    json.number("begin", partition.log().map(LogOffsets::begin));
    json.number("end", partition.log().map(LogOffsets::end));
    json.number("lag", partition.lag());
    json.instant("oldest_at", partition.oldest());
    json.seconds("lag_seconds", partition.behind());
    json.seconds("retention_left_seconds", partition.retentionLeft());
    json.objectOrNull("blocked", partition.failed(), GroupFields::failed);
    json.objectOrNull("paused", partition.paused(), GroupFields::paused);
    json.objectOrNull("replay", partition.replay(), GroupFields::replay);
  }

  private static void failed(FailureHistory failed, FieldWriter json) throws IOException {
    json.number("offset", failed.offset().value());
    json.text("digest", failed.digest());
    json.text("class", failed.kind().label());
    json.known("code", failed.reason());
    json.instant("first_failed_at", failed.since());
    json.number("attempts", failed.attempts());
  }

  private static void paused(OperatorPause pause, FieldWriter json) throws IOException {
    json.text("by", pause.by());
    json.text("reason", pause.reason());
    json.instant("since", pause.since());
  }

  private static void replay(ReplayRange replay, FieldWriter json) throws IOException {
    json.number("from", replay.from().value());
    json.number("end", replay.end().value());
    json.number("set_aside", Optional.of((long) replay.aside().size()));
  }
}
