package dev.rbacconsumer.kafka.internal.quarantine;

/**
 * Headers that a parked record has in the quarantine topic, behind its own. Their names are public
 * API.
 */
public final class QuarantineHeaders {
  /** Consumer group whose instance parked the record. */
  public static final String GROUP = "rbacconsumer.quarantine.group";

  /** Topic of the record. */
  public static final String TOPIC = "rbacconsumer.quarantine.topic";

  /** Partition of the record, in decimal. */
  public static final String PARTITION = "rbacconsumer.quarantine.partition";

  /** Offset of the record, in decimal. */
  public static final String OFFSET = "rbacconsumer.quarantine.offset";

  /** Identity of the log that the offset is of; absent where it is not known. */
  public static final String LOG = "rbacconsumer.quarantine.log";

  /** Class of the failure; absent for a record that waits behind another one. */
  public static final String CLASS = "rbacconsumer.quarantine.class";

  /** Code of the failure within its class. */
  public static final String CODE = "rbacconsumer.quarantine.code";

  /** The failure in one sentence. */
  public static final String REASON = "rbacconsumer.quarantine.reason";

  /** Offset of the record that this one waits behind, in decimal; absent for one that failed. */
  public static final String BEHIND = "rbacconsumer.quarantine.behind";

  /** Time at which the record was parked: ISO 8601, UTC. */
  public static final String SINCE = "rbacconsumer.quarantine.since";

  /** Timestamp of the record in milliseconds since 1970 UTC; -1 if unknown. */
  public static final String TIMESTAMP = "rbacconsumer.quarantine.timestamp";

  /** Key of the record, byte for byte; absent where it has none. */
  public static final String KEY = "rbacconsumer.quarantine.key";

  /** Present if the value of the record is null; the value in the quarantine is then empty. */
  public static final String NULL_VALUE = "rbacconsumer.quarantine.nullvalue";

  /** Number of headers of the record itself, which come first, in decimal. */
  public static final String HEADERS = "rbacconsumer.quarantine.headers";

  private QuarantineHeaders() {}
}
