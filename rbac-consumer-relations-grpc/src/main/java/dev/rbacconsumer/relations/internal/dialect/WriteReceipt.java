package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.relations.internal.call.CallResult;

/**
 * Result of a write that the store has carried out.
 *
 * @param consistencyToken proof of the write; empty if the store gave none
 */
public record WriteReceipt(String consistencyToken) {

  /** Returns the token of an answered write; empty if the store gave none. */
  public static String tokenOf(CallResult<WriteReceipt> answer) {
    return answer.messages().stream().map(WriteReceipt::consistencyToken).findFirst().orElse("");
  }
}
