package dev.rbacconsumer.testkit.fuzz;

import java.nio.charset.StandardCharsets;

/** Reads an input as a row of decisions; when it is used up, every decision is the first one. */
final class Draws {
  private final byte[] input;
  private int next;

  Draws(byte[] input) {
    this.input = input;
  }

  /** One of so many, from 0. */
  int oneOf(int count) {
    return next < input.length ? (input[next++] & 0xff) % count : 0;
  }

  /** One of so many, from 0, of which there may be more than a byte can say; at least 1. */
  int oneOfMany(int count) {
    return ((oneOf(256) << 8) | oneOf(256)) % count;
  }

  boolean yes() {
    return oneOf(2) == 1;
  }

  /** One of the usual texts, or the next few bytes. */
  String text(String... usual) {
    int which = oneOf(usual.length + 1);
    return which < usual.length ? usual[which] : bytes(oneOf(70));
  }

  private String bytes(int length) {
    int end = Math.min(next + length, input.length);
    String text = new String(input, next, end - next, StandardCharsets.UTF_8);
    next = end;
    return text;
  }
}
