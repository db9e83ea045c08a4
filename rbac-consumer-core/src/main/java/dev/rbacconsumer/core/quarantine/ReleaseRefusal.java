package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.record.Offset;

/**
 * Reason for which a parked record is not applied now.
 *
 * @param code code of the answer to the operator
 * @param message a sentence for the operator
 */
public record ReleaseRefusal(Code code, String message) {
  /** Returns the refusal of a record that is not parked. */
  public static ReleaseRefusal notParked(Offset offset) {
    return new ReleaseRefusal(
        Code.NOT_PARKED, "no record with offset %s and this digest is parked".formatted(offset));
  }

  /** Returns the refusal of a record that another one has to be released before. */
  static ReleaseRefusal behind(Offset before) {
    return new ReleaseRefusal(Code.BLOCKED, "offset %s waits before it".formatted(before));
  }
}
