package dev.rbacconsumer.core.message;

/**
 * What a decoder accepts. The limits bound what one message can cost in memory and time.
 *
 * @param acceptBarePayloads whether a payload without an envelope is accepted, as connectors send
 *     it whose converter has schemas disabled
 * @param defaultNamespace namespace of flat references that name none
 * @param maxMessageBytes longest value, at least 1
 * @param maxDepth deepest nesting of objects and lists, in the envelope or the payload, at least 8
 * @param maxNumberLength longest number, in characters, at least 1
 * @param maxTuples most tuples in one message, both lists together, at least 1
 */
public record DecoderSettings(
    boolean acceptBarePayloads,
    String defaultNamespace,
    int maxMessageBytes,
    int maxDepth,
    int maxNumberLength,
    int maxTuples) {
  /** What a decoder does when nothing is set. */
  public static final DecoderSettings DEFAULT =
      new DecoderSettings(false, "rbac", 64 * 1024 * 1024, 64, 100, 200_000);

  public DecoderSettings {
    if (maxMessageBytes < 1 || maxDepth < 8 || maxNumberLength < 1 || maxTuples < 1) {
      throw new IllegalArgumentException(
          "decoder limits: want bytes >= 1, depth >= 8, number length >= 1, tuples >= 1, got "
              + "%d, %d, %d, %d".formatted(maxMessageBytes, maxDepth, maxNumberLength, maxTuples));
    }
  }

  /** The same, but with this answer to bare payloads. */
  public DecoderSettings withBarePayloads(boolean accept) {
    return new DecoderSettings(
        accept, defaultNamespace, maxMessageBytes, maxDepth, maxNumberLength, maxTuples);
  }
}
