package dev.rbacconsumer.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Header of a record: a name with bytes, or a name alone. Immutable as long as the array is not
 * changed.
 */
public final class RecordHeader {
  private final String name;
  private final byte @Nullable [] value;

  /**
   * Creates a header.
   *
   * @param name name of the header; names may repeat within a record
   * @param value the bytes, not copied: the caller must not change them afterwards
   */
  public RecordHeader(String name, byte @Nullable [] value) {
    this.name = name;
    this.value = value;
  }

  /** Returns a header whose value is a text in UTF-8. */
  public static RecordHeader text(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the name of the header. */
  public String name() {
    return name;
  }

  /** Returns the bytes, not copied: the caller must not change them; null if there are none. */
  public byte @Nullable [] value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordHeader that
        && name.equals(that.name)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return name + "[" + (value == null ? "null" : value.length + " bytes") + "]";
  }
}
