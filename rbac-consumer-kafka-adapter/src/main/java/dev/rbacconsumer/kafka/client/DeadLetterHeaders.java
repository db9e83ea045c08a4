package dev.rbacconsumer.kafka.client;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers that are added to a dead letter, behind the headers of the record, and headers of the
 * record that says that a letter was replayed. Their names are public API.
 */
public final class DeadLetterHeaders {
  /** Beginning of the names of all these headers. */
  public static final String PREFIX = "rbacconsumer.deadletter.";

  /** Value of {@link #ACTION} in the record that says that a letter was replayed. */
  public static final String REPLAYED = "replayed";

  /** Topic of the record. */
  public static final String TOPIC = "rbacconsumer.deadletter.topic";

  /** Partition of the record, in decimal. */
  public static final String PARTITION = "rbacconsumer.deadletter.partition";

  /** Offset of the record, in decimal. */
  public static final String OFFSET = "rbacconsumer.deadletter.offset";

  /**
   * Class of the failure: {@code malformed}, {@code invalid} or {@code rejected}; of a record that
   * an operator sets aside, also {@code transient}.
   */
  public static final String CLASS = "rbacconsumer.deadletter.class";

  /** Code of the failure within its class. */
  public static final String CODE = "rbacconsumer.deadletter.code";

  /** The failure in one sentence. */
  public static final String REASON = "rbacconsumer.deadletter.reason";

  /** Time at which the record was sent to the dead-letter topic: ISO 8601, UTC. */
  public static final String TIME = "rbacconsumer.deadletter.time";

  /** Name of the instance that sent the record to the dead-letter topic. */
  public static final String APPLICATION = "rbacconsumer.deadletter.application";

  /**
   * Action of the operator who set the record aside: {@code dead-letter} or {@code skip}; {@code
   * replayed} in the record that says that a letter was replayed.
   */
  public static final String ACTION = "rbacconsumer.deadletter.action";

  /** Name of that operator. */
  public static final String BY = "rbacconsumer.deadletter.by";

  /** Reason of that operator. */
  public static final String OPERATOR_REASON = "rbacconsumer.deadletter.operatorreason";

  /** Place of the letter that was replayed: partition and offset, such as {@code 0:17}. */
  public static final String LETTER = "rbacconsumer.deadletter.letter";

  /** Digest of the record that was replayed. */
  public static final String DIGEST = "rbacconsumer.deadletter.digest";

  /** Position of the partition at which the letter was replayed, in decimal. */
  public static final String POSITION = "rbacconsumer.deadletter.position";

  /** Number of operations that the replay applied, in decimal. */
  public static final String APPLIED = "rbacconsumer.deadletter.applied";

  /** Number of operations that the replay left out, in decimal. */
  public static final String LEFT_OUT = "rbacconsumer.deadletter.leftout";

  private DeadLetterHeaders() {}

  /** Returns the headers of the record that says that a letter was replayed. */
  static List<RecordHeader> of(ReplayedLetter replayed, String application) {
    SourceRecord record = replayed.record();
    List<RecordHeader> headers = new ArrayList<>(ofOrigin(record));
    headers.add(RecordHeader.text(ACTION, REPLAYED));
    headers.add(RecordHeader.text(LETTER, replayed.letter().toString()));
    headers.add(RecordHeader.text(DIGEST, RecordDigest.of(record)));
    headers.add(RecordHeader.text(BY, SafeText.field(replayed.by())));
    headers.add(RecordHeader.text(OPERATOR_REASON, SafeText.sentence(replayed.reason())));
    headers.add(RecordHeader.text(TIME, replayed.at().toString()));
    headers.add(RecordHeader.text(APPLICATION, application));
    headers.add(RecordHeader.text(POSITION, replayed.position().toString()));
    headers.add(RecordHeader.text(APPLIED, Integer.toString(replayed.applied())));
    headers.add(RecordHeader.text(LEFT_OUT, Integer.toString(replayed.leftOut())));
    return List.copyOf(headers);
  }

  private static List<RecordHeader> ofOrigin(SourceRecord record) {
    return List.of(
        RecordHeader.text(TOPIC, record.partition().topic()),
        RecordHeader.text(PARTITION, Integer.toString(record.partition().number())),
        RecordHeader.text(OFFSET, record.offset().toString()));
  }

  static List<RecordHeader> of(DeadLetter letter, String application) {
    List<RecordHeader> headers = new ArrayList<>(ofOrigin(letter.record()));
    headers.addAll(ofFailure(letter, application));
    letter.request().ifPresent(request -> headers.addAll(ofRequest(request)));
    return List.copyOf(headers);
  }

  private static List<RecordHeader> ofRequest(ActionRequest request) {
    return List.of(
        RecordHeader.text(ACTION, request.action().label()),
        RecordHeader.text(BY, SafeText.field(request.by())),
        RecordHeader.text(OPERATOR_REASON, SafeText.sentence(request.reason())));
  }

  private static List<RecordHeader> ofFailure(DeadLetter letter, String application) {
    return List.of(
        RecordHeader.text(CLASS, letter.failure().kind().label()),
        RecordHeader.text(CODE, letter.failure().reason()),
        RecordHeader.text(REASON, letter.failure().message()),
        RecordHeader.text(TIME, letter.at().toString()),
        RecordHeader.text(APPLICATION, application));
  }
}
