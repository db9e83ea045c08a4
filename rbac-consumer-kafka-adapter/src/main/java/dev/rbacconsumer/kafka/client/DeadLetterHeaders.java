package dev.rbacconsumer.kafka.client;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers that are added to a dead letter, beside the headers of the record. Their names are public
 * API.
 */
public final class DeadLetterHeaders {
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

  /** Action of the operator who set the record aside: {@code dead-letter} or {@code skip}. */
  public static final String ACTION = "rbacconsumer.deadletter.action";

  /** Name of that operator. */
  public static final String BY = "rbacconsumer.deadletter.by";

  /** Reason of that operator. */
  public static final String OPERATOR_REASON = "rbacconsumer.deadletter.operatorreason";

  private DeadLetterHeaders() {}

  static List<RecordHeader> of(DeadLetter letter, String application) {
    List<RecordHeader> headers = new ArrayList<>();
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
    SourceRecord record = letter.record();
    return List.of(
        RecordHeader.text(TOPIC, record.partition().topic()),
        RecordHeader.text(PARTITION, Integer.toString(record.partition().number())),
        RecordHeader.text(OFFSET, record.offset().toString()),
        RecordHeader.text(CLASS, letter.failure().kind().label()),
        RecordHeader.text(CODE, letter.failure().reason()),
        RecordHeader.text(REASON, letter.failure().message()),
        RecordHeader.text(TIME, letter.at().toString()),
        RecordHeader.text(APPLICATION, application));
  }
}
