package dev.rbacconsumer.core.message;

/** Where a tuple stands. Becomes a path only when there is a fault to report. */
record TuplePath(String list, int index) {
  String path(String suffix) {
    return "$." + list + "[" + index + "]" + suffix;
  }
}
