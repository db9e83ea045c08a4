package dev.rbacconsumer.core.batch;

import java.util.Locale;
import java.util.OptionalInt;

/** A configured size of batches: a largest number of messages, or a size that adapts to load. */
public final class BatchSize {
  /** Largest number of messages in a batch. */
  public static final int MAX = 10_000;

  /** Applies each message alone. */
  public static final BatchSize ONE = new BatchSize(OptionalInt.of(1));

  /** Applies each message alone while a lane keeps up, and batches only while it is behind. */
  public static final BatchSize AUTO = new BatchSize(OptionalInt.empty());

  private static final String AUTO_WORD = "auto";

  private final OptionalInt messages;

  private BatchSize(OptionalInt messages) {
    this.messages = messages;
  }

  /**
   * Returns a fixed size.
   *
   * @param messages largest number of messages in a batch, from 1, which applies each alone, to
   *     {@value #MAX}
   * @throws IllegalArgumentException if it is outside that range
   */
  public static BatchSize of(int messages) {
    if (messages < 1 || messages > MAX) {
      throw new IllegalArgumentException("batch: want 1 to %d, got %d".formatted(MAX, messages));
    }
    return new BatchSize(OptionalInt.of(messages));
  }

  /** Returns whether a text is the word for the size that adapts to load. */
  public static boolean isAuto(String text) {
    return text.toLowerCase(Locale.ROOT).equals(AUTO_WORD);
  }

  /** Returns the largest number of messages; empty if the size adapts to load. */
  public OptionalInt messages() {
    return messages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchSize that && messages.equals(that.messages);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  /** Returns the value of the setting that means this size. */
  @Override
  public String toString() {
    return messages.isPresent() ? Integer.toString(messages.getAsInt()) : AUTO_WORD;
  }
}
