package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.text.TimeText;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.kafka.internal.quarantine.QuarantineEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A parked record as operators see it.
 *
 * @param group consumer group that it belongs to
 * @param parked the record, and why it is parked
 * @param inspected its content
 */
public record ParkedItem(String group, ParkedRecord parked, InspectedRecord inspected) {
  private static final int MOST_SHOWN = 50;

  /**
   * Returns the item of an entry of the quarantine topic.
   *
   * @param inspect decodes the record
   */
  public static ParkedItem of(
      QuarantineEntry entry, Function<SourceRecord, InspectedRecord> inspect) {
    return new ParkedItem(entry.group(), entry.parked(), inspect.apply(entry.parked().record()));
  }

  /** Returns the partition of the record. */
  public PartitionId partition() {
    return parked.record().partition();
  }

  /** Returns the digest of the record. */
  public String digest() {
    return RecordDigest.of(parked.record());
  }

  /** Returns the place of the record, such as {@code 1@17}. */
  public String place() {
    return partition().number() + "@" + parked.offset();
  }

  /** Returns the first fault of a message that cannot be applied as it is; empty if it can. */
  Optional<String> fault() {
    if (!inspected.decoded().verdict().isRefusal()) {
      return Optional.empty();
    }
    return Optional.of(
        inspected.decoded().violations().stream()
            .findFirst()
            .map(Violation::toString)
            .orElse(inspected.decoded().verdict().label()));
  }

  /** Returns the number of removals; empty where the record cannot be read. */
  Optional<Long> removals() {
    return counted(TupleChange::removals);
  }

  /** Returns the number of additions; empty where the record cannot be read. */
  Optional<Long> additions() {
    return counted(TupleChange::additions);
  }

  private Optional<Long> counted(Function<TupleChange, Collection<RelationTuple>> tuples) {
    Optional<Long> known = inspected.change().map(it -> (long) tuples.apply(it).size());
    return known.or(() -> fault().isPresent() ? Optional.empty() : Optional.of(0L));
  }

  /** Returns why the record is parked, in a few words. */
  String why() {
    return parked
        .failure()
        .map(it -> it.kind().label() + "/" + SafeText.field(it.reason()))
        .orElseGet(() -> "behind " + parked.behind().map(Offset::toString).orElse("another"));
  }

  /** Returns one line that names the record and why it is parked. */
  String headline(Instant now) {
    String organisation = organisation();
    return "%s since %s, %s%s, −%s +%s, digest %s"
        .formatted(
            place(),
            TimeText.dated(parked.since(), now),
            why(),
            organisation.isEmpty() ? "" : ", org " + organisation,
            removals().map(String::valueOf).orElse("?"),
            additions().map(String::valueOf).orElse("?"),
            digest());
  }

  /** Returns what an application of the record would do, in a few words. */
  String effect() {
    return inspected
        .change()
        .map(
            it ->
                Counted.of(it.removals().size(), "removal")
                    + " and "
                    + Counted.of(it.additions().size(), "addition"))
        .orElse(inspected.decoded().verdict().label());
  }

  /** Returns a line for each tuple that is removed, and then for each that is added. */
  List<String> tuples() {
    List<String> lines = new ArrayList<>();
    inspected.change().ifPresent(it -> addTuples(it, lines));
    return lines;
  }

  private static void addTuples(TupleChange change, List<String> lines) {
    addTuples("  - ", change.removals(), lines);
    addTuples("  + ", change.additions(), lines);
  }

  private static void addTuples(String mark, List<RelationTuple> tuples, List<String> lines) {
    tuples.stream()
        .limit(MOST_SHOWN)
        .forEach(it -> lines.add(mark + SafeText.sentence(it.toString())));
    if (tuples.size() > MOST_SHOWN) {
      lines.add(mark + "… of " + tuples.size());
    }
  }

  private String organisation() {
    return inspected.decoded().metadata().map(EventMetadata::orgId).map(SafeText::field).orElse("");
  }

  /** Writes the fields of a list. */
  void write(FieldWriter fields) throws IOException {
    fields.text("group", group);
    fields.text("topic", partition().topic());
    fields.number("partition", partition().number());
    fields.number("offset", parked.offset().value());
    fields.known("log", parked.log().orElse(""));
    fields.instant("since", parked.since());
    fields.known("class", parked.failure().map(it -> it.kind().label()).orElse(""));
    fields.known("code", parked.failure().map(Failure::reason).map(SafeText::field).orElse(""));
    fields.known(
        "reason", parked.failure().map(Failure::message).map(SafeText::sentence).orElse(""));
    fields.number("behind", parked.behind().map(Offset::value));
    fields.known("org_id", organisation());
    fields.text("verdict", inspected.decoded().verdict().label());
    fields.known("fault", fault().map(SafeText::sentence).orElse(""));
    fields.number("removals", removals());
    fields.number("additions", additions());
    fields.text("digest", digest());
  }
}
