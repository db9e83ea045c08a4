package dev.rbacconsumer.core.lane;

/** What happens to a partition whose log no longer holds what the group would read next. */
public enum DataLossPolicy {
  /** It is not read on until the log holds that again, or somebody sets another position. */
  BLOCK,
  /** It is read on from the first record that is kept. */
  EARLIEST,
  /** It is read on behind the last record that can be read; what is before is passed over. */
  LATEST
}
