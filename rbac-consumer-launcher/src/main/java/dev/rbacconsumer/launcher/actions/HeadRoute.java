package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Shows the first unapplied record of a partition, and what is lost if it is set aside: its
 * removals and additions. Thread-safe.
 */
public final class HeadRoute implements Route {
  private static final TupleChange NONE = TupleChange.net(List.of(), List.of());
  private static final int MAX_TUPLES = 100;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final Records records;
  private final String topic;
  private final MessageDecoder decoder;

  /** Finds the first unapplied records of partitions. */
  @FunctionalInterface
  public interface Records {
    /** Requests the first record, which comes once; empty if there is none. */
    void head(PartitionId partition, Consumer<Optional<SourceRecord>> whenFound);
  }

  /**
   * @param topic topic of a request that names none
   */
  public HeadRoute(Records records, String topic, MessageDecoder decoder) {
    this.records = records;
    this.topic = topic;
    this.decoder = decoder;
  }

  @Override
  public String path() {
    return "/head";
  }

  @Override
  public Response answer(Request request) {
    throw new UnsupportedOperationException("the answer comes later");
  }

  @Override
  public CompletionStage<Response> answerLater(Request request) {
    Optional<String> partition =
        request.parameter("partition").filter(it -> it.matches("[0-9]{1,9}"));
    if (partition.isEmpty()) {
      return CompletableFuture.completedFuture(
          Response.text(BAD_REQUEST, "partition: want the number of a partition"));
    }
    PartitionId wanted =
        new PartitionId(
            request.parameter("topic").orElse(topic), Integer.parseInt(partition.get()));
    CompletableFuture<Optional<SourceRecord>> found = new CompletableFuture<>();
    records.head(wanted, found::complete);
    return found.thenApplyAsync(
        record ->
            record
                .map(it -> Response.json(OK, json(it) + "\n"))
                .orElseGet(
                    () ->
                        Response.text(
                            NOT_FOUND, "This instance has no record of the partition that waits")));
  }

  private String json(SourceRecord record) {
    Decoding decoding = decoder.decode(record);
    return FieldWriter.object(record, (it, fields) -> write(it, decoding, fields));
  }

  private static void write(SourceRecord record, Decoding decoding, FieldWriter fields)
      throws IOException {
    byte[] key = record.key();
    fields.text("topic", record.partition().topic());
    fields.number("partition", record.partition().number());
    fields.number("offset", record.offset().value());
    fields.text("digest", RecordDigest.of(record));
    fields.instant(
        "timestamp",
        record.timestampMillis() < 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(record.timestampMillis())));
    fields.known("key", key == null ? "" : RecordText.key(key));
    fields.known("event_id", SafeText.field(decoding.metadata().eventId()));
    fields.known("event_type", SafeText.field(decoding.metadata().eventType()));
    fields.known("org_id", SafeText.field(decoding.metadata().orgId()));
    fields.text("verdict", verdict(decoding));
    fields.texts("violations", violations(decoding));
    TupleChange change =
        decoding.match(
            relations -> relations.event().change(),
            workspace -> NONE,
            custom -> NONE,
            tombstone -> NONE,
            malformed -> NONE,
            invalid -> NONE);
    fields.flag("may_remove", decoding.mayRemove());
    fields.number("removals", change.removals().size());
    fields.texts("removed_tuples", texts(change.removals()));
    fields.number("additions", change.additions().size());
    fields.texts("added_tuples", texts(change.additions()));
  }

  private static String verdict(Decoding decoding) {
    return decoding.match(
        relations -> "relations",
        workspace -> "workspace",
        custom -> "custom",
        tombstone -> "tombstone",
        malformed -> "malformed",
        invalid -> "invalid");
  }

  private static List<String> violations(Decoding decoding) {
    List<Violation> violations =
        decoding.match(
            relations -> List.of(),
            workspace -> List.of(),
            custom -> List.of(),
            tombstone -> List.of(),
            malformed -> List.of(malformed.violation()),
            Decoding.Invalid::violations);
    return violations.stream().map(it -> SafeText.sentence(it.toString())).toList();
  }

  private static List<String> texts(Collection<RelationTuple> tuples) {
    return tuples.stream().limit(MAX_TUPLES).map(it -> SafeText.sentence(it.toString())).toList();
  }
}
