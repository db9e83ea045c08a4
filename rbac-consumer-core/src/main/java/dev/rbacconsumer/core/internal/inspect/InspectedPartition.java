package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.text.TimeText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * State of a partition as Kafka has it: the offsets of its log, and the commit of the group.
 *
 * @param id the partition
 * @param log offsets of its log
 * @param commit commit of the group; empty if there is none
 */
public record InspectedPartition(PartitionId id, PartitionOffsets log, Optional<Commit> commit) {
  /** Returns the offset of the first record that is not applied, or where it would be. */
  public Offset firstUnapplied() {
    return new Offset(next().value());
  }

  /** Returns the number of offsets from the commit to the end of the log. */
  public long lag() {
    return Math.max(0, log.end().value() - next().value());
  }

  /** Returns the number of offsets that an open transaction hides. */
  public long hidden() {
    return Math.max(0, log.end().value() - log.readable().value());
  }

  /** Returns how the record at the commit has failed; empty if the commit says nothing of it. */
  public Optional<FailureHistory> failed() {
    return notes().failed().filter(it -> it.offset().value() >= next().value());
  }

  /** Returns the pause by an operator; empty if the partition is not paused. */
  public Optional<OperatorPause> paused() {
    return notes().paused();
  }

  /**
   * Returns the partition that an operator most likely means: the only one whose commit says that
   * it fails, else the only one that is paused, else the only one of the topic.
   *
   * @return empty if there is no such partition, or several
   */
  public static Optional<InspectedPartition> choose(List<InspectedPartition> all) {
    List<InspectedPartition> failing = all.stream().filter(it -> it.failed().isPresent()).toList();
    List<InspectedPartition> paused = all.stream().filter(it -> it.paused().isPresent()).toList();
    List<InspectedPartition> candidates =
        !failing.isEmpty() ? failing : !paused.isEmpty() ? paused : all;
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** Returns the state on one line, for a list of partitions. */
  public String summary(Instant now) {
    return "%d: committed %s, end %s, lag %d%s%s"
        .formatted(
            id.number(),
            committed(),
            log.end(),
            lag(),
            failed().map(it -> ", failing since " + TimeText.dated(it.since(), now)).orElse(""),
            paused().map(it -> ", paused").orElse(""));
  }

  /**
   * Returns the state on several lines.
   *
   * @param record the record that is shown, to which the commit may refer
   */
  List<String> lines(Optional<InspectedRecord> record, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "partition %d of %s: committed %s, log from %s to %s, lag %d"
            .formatted(id.number(), id.topic(), committed(), log.begin(), log.end(), lag()));
    if (hidden() > 0) {
      lines.add("  an open transaction hides the last %d offsets".formatted(hidden()));
    }
    failed().ifPresent(it -> lines.addAll(lines(it, record, now)));
    paused()
        .ifPresent(
            it ->
                lines.add(
                    "  paused by %s since %s: %s"
                        .formatted(
                            SafeText.quoted(it.by()),
                            TimeText.dated(it.since(), now),
                            SafeText.quoted(it.reason()))));
    notes().adminUrl().ifPresent(url -> lines.add("  owner at " + SafeText.message(url)));
    return lines;
  }

  private static List<String> lines(
      FailureHistory failed, Optional<InspectedRecord> record, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  offset %s failing since %s, attempts %d, last failure %s/%s"
            .formatted(
                failed.offset(),
                TimeText.dated(failed.since(), now),
                failed.attempts(),
                failed.kind().label(),
                failed.reason()));
    if (isOfAnother(failed, record)) {
      lines.add(
          "  the commit names the digest %s, so it is about another record at this offset"
              .formatted(failed.digest()));
    }
    return lines;
  }

  /** Returns whether the shown record is at the offset that failed, and is not the one. */
  private static boolean isOfAnother(FailureHistory failed, Optional<InspectedRecord> record) {
    return record
        .map(InspectedRecord::record)
        .filter(it -> it.offset().equals(failed.offset()))
        .filter(it -> !failed.isOf(it))
        .isPresent();
  }

  /** Writes the fields of the partition. */
  void write(FieldWriter fields) throws IOException {
    fields.text("topic", id.topic());
    fields.number("partition", id.number());
    fields.number("committed", commit.map(it -> it.position().value()));
    fields.number("log_start", log.begin().value());
    fields.number("log_end", log.end().value());
    fields.number("lag", lag());
    fields.number("hidden_by_transaction", hidden());
    fields.number("may_be_applied_below", metadata().map(it -> it.through().value()));
    fields.objectOrNull("failing", failed(), InspectedPartition::write);
    fields.objectOrNull("paused", paused(), InspectedPartition::write);
    fields.known("admin_url", notes().adminUrl().orElse(""));
  }

  private static void write(FailureHistory failed, FieldWriter fields) throws IOException {
    fields.number("offset", failed.offset().value());
    fields.text("digest", failed.digest());
    fields.instant("since", failed.since());
    fields.number("attempts", failed.attempts());
    fields.text("class", failed.kind().label());
    fields.text("reason", failed.reason());
  }

  private static void write(OperatorPause paused, FieldWriter fields) throws IOException {
    fields.text("by", paused.by());
    fields.text("reason", paused.reason());
    fields.instant("since", paused.since());
  }

  private CommitPosition next() {
    return commit.map(Commit::position).orElse(log.begin());
  }

  private String committed() {
    return commit.map(it -> it.position().toString()).orElse("nothing");
  }

  private Optional<CommitMetadata> metadata() {
    return commit.flatMap(CommitMetadata::of);
  }

  private OwnerNotes notes() {
    return metadata().map(CommitMetadata::notes).orElse(OwnerNotes.NONE);
  }
}
