package dev.rbacconsumer.core.message.outbox;

import java.util.List;
import java.util.function.Consumer;

/**
 * Settings of a decoder: the limits on a message, and the message shapes that it accepts. The
 * limits bound what one message can cost in memory and time.
 *
 * <p>Begin with {@link #DEFAULT} and replace single values.
 */
public final class DecoderSettings {
  /** The default settings. */
  public static final DecoderSettings DEFAULT = new DecoderSettings(new Draft());

  private final boolean acceptBarePayloads;
  private final String defaultNamespace;
  private final int maxMessageBytes;
  private final int maxDepth;
  private final int maxNumberLength;
  private final int maxStringLength;
  private final int maxTuples;

  private DecoderSettings(Draft draft) {
    atLeast(1, draft.maxMessageBytes, "maxMessageBytes");
    atLeast(8, draft.maxDepth, "maxDepth");
    atLeast(1, draft.maxNumberLength, "maxNumberLength");
    atLeast(1, draft.maxStringLength, "maxStringLength");
    atLeast(1, draft.maxTuples, "maxTuples");
    this.acceptBarePayloads = draft.acceptBarePayloads;
    this.defaultNamespace = draft.defaultNamespace;
    this.maxMessageBytes = draft.maxMessageBytes;
    this.maxDepth = draft.maxDepth;
    this.maxNumberLength = draft.maxNumberLength;
    this.maxStringLength = draft.maxStringLength;
    this.maxTuples = draft.maxTuples;
  }

  /**
   * Returns a copy that accepts or refuses bare payloads.
   *
   * @param accept whether a payload without an envelope is accepted; connectors send one if their
   *     converter has schemas disabled
   */
  public DecoderSettings withBarePayloads(boolean accept) {
    return with(draft -> draft.acceptBarePayloads = accept);
  }

  /** Returns a copy with another default namespace, for flat references without a namespace. */
  public DecoderSettings withDefaultNamespace(String namespace) {
    return with(draft -> draft.defaultNamespace = namespace);
  }

  /**
   * Returns a copy with another limit on the size of a value.
   *
   * @param bytes at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public DecoderSettings withMaxMessageBytes(int bytes) {
    return with(draft -> draft.maxMessageBytes = bytes);
  }

  /**
   * Returns a copy with another limit on the nesting of objects and lists, in the envelope or the
   * payload.
   *
   * @param levels at least 8
   * @throws IllegalArgumentException if it is less than 8
   */
  public DecoderSettings withMaxDepth(int levels) {
    return with(draft -> draft.maxDepth = levels);
  }

  /**
   * Returns a copy with another limit on the length of a number.
   *
   * @param characters at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public DecoderSettings withMaxNumberLength(int characters) {
    return with(draft -> draft.maxNumberLength = characters);
  }

  /**
   * Returns a copy with another limit on the length of a text that is kept of a message.
   *
   * @param characters at least 1. The limit does not apply to the payload text, or to texts that
   *     are not read
   * @throws IllegalArgumentException if it is less than 1
   */
  public DecoderSettings withMaxStringLength(int characters) {
    return with(draft -> draft.maxStringLength = characters);
  }

  /**
   * Returns a copy with another limit on the number of tuples in one message, both lists together.
   *
   * @param tuples at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public DecoderSettings withMaxTuples(int tuples) {
    return with(draft -> draft.maxTuples = tuples);
  }

  /** Returns whether a payload without an envelope is accepted. */
  public boolean acceptBarePayloads() {
    return acceptBarePayloads;
  }

  /** Returns the namespace of flat references without one. */
  public String defaultNamespace() {
    return defaultNamespace;
  }

  /** Returns the size of the longest value, in bytes. */
  public int maxMessageBytes() {
    return maxMessageBytes;
  }

  /** Returns the deepest nesting of objects and lists, in the envelope or the payload. */
  public int maxDepth() {
    return maxDepth;
  }

  /** Returns the length of the longest number, in characters. */
  public int maxNumberLength() {
    return maxNumberLength;
  }

  /** Returns the length of the longest text that is kept of a message, in characters. */
  public int maxStringLength() {
    return maxStringLength;
  }

  /** Returns the most tuples in one message, both lists together. */
  public int maxTuples() {
    return maxTuples;
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException("%s: want >= %d, got %d".formatted(name, least, value));
    }
  }

  private DecoderSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new DecoderSettings(draft);
  }

  private List<Object> values() {
    return List.of(
        acceptBarePayloads,
        defaultNamespace,
        maxMessageBytes,
        maxDepth,
        maxNumberLength,
        maxStringLength,
        maxTuples);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecoderSettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return ("DecoderSettings[acceptBarePayloads=%s, defaultNamespace=%s, "
            + "maxMessageBytes=%s, maxDepth=%s, maxNumberLength=%s, maxStringLength=%s, "
            + "maxTuples=%s]")
        .formatted(values().toArray());
  }

  /** Mutable values of an instance, to replace one of them. */
  private static final class Draft {
    private boolean acceptBarePayloads = false;
    private String defaultNamespace = "rbac";
    private int maxMessageBytes = 64 * 1024 * 1024;
    private int maxDepth = 64;
    private int maxNumberLength = 100;
    private int maxStringLength = 64 * 1024;
    private int maxTuples = 200_000;

    Draft() {}

    Draft(DecoderSettings from) {
      this.acceptBarePayloads = from.acceptBarePayloads;
      this.defaultNamespace = from.defaultNamespace;
      this.maxMessageBytes = from.maxMessageBytes;
      this.maxDepth = from.maxDepth;
      this.maxNumberLength = from.maxNumberLength;
      this.maxStringLength = from.maxStringLength;
      this.maxTuples = from.maxTuples;
    }
  }
}
