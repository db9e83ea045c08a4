package dev.rbacconsumer.relations;

/**
 * The store has carried out a write.
 *
 * @param consistencyToken proof of it; empty where the store gave none
 */
record WriteReceipt(String consistencyToken) {

  /** The token of a write that was answered; empty where the store gave none. */
  static String tokenOf(CallResult<WriteReceipt> answer) {
    return answer.messages().stream().map(WriteReceipt::consistencyToken).findFirst().orElse("");
  }
}
