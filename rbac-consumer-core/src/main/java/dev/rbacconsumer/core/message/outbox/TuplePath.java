package dev.rbacconsumer.core.message.outbox;

/** The location of a tuple in a message. It becomes a path only when there is a fault to report. */
record TuplePath(String list, int index) {
  String path(String suffix) {
    return "$." + list + "[" + index + "]" + suffix;
  }
}
