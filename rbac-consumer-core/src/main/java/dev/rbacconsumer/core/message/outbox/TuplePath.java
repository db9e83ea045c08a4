package dev.rbacconsumer.core.message.outbox;

/** The location of a tuple in a message. The text of the path is built only for a fault. */
record TuplePath(String list, int index) {
  String path(String suffix) {
    return "$." + list + "[" + index + "]" + suffix;
  }
}
