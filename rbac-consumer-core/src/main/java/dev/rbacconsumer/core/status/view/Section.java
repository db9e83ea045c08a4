package dev.rbacconsumer.core.status.view;

/** Names of sections of the runbook that several problems share. */
final class Section {
  static final String BLOCKED = "RBACConsumerPartitionBlocked";
  static final String FENCE_LOST = "RBACConsumerFenceLostRepeatedly";
  static final String PAUSED = "RBACConsumerPartitionPaused";
  static final String PASSED_OVER = "RBACConsumerMessagesPassedOver";
  static final String QUARANTINED = "RBACConsumerMessagesQuarantined";
  static final String RECORDS_GONE = "RBACConsumerRecordsGone";
  static final String STALLED = "RBACConsumerThreadStalled";
  static final String STORE_LOST = "RBACConsumerStoreLost";

  private Section() {}
}
