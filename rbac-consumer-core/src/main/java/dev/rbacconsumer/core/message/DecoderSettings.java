package dev.rbacconsumer.core.message;

/**
 * Limits of a decoder, and the message shapes that it accepts. The limits bound what one message
 * can cost in memory and time.
 *
 * @param acceptBarePayloads whether a payload without an envelope is accepted, as connectors send
 *     it whose converter has schemas disabled
 * @param defaultNamespace namespace of flat references that name none
 * @param maxMessageBytes longest value, at least 1
 * @param maxDepth deepest nesting of objects and lists, in the envelope or the payload, at least 8
 * @param maxNumberLength longest number, in characters, at least 1
 * @param maxStringLength longest text that is kept of a message, in characters, at least 1. The
 *     payload text is none of them, nor is a text that nobody here reads
 * @param maxTuples most tuples in one message, both lists together, at least 1
 */
public record DecoderSettings(
    boolean acceptBarePayloads,
    String defaultNamespace,
    int maxMessageBytes,
    int maxDepth,
    int maxNumberLength,
    int maxStringLength,
    int maxTuples) {
  /** What a decoder does when nothing is set. */
  public static final DecoderSettings DEFAULT =
      new DecoderSettings(false, "rbac", 64 * 1024 * 1024, 64, 100, 64 * 1024, 200_000);

  public DecoderSettings {
    atLeast(1, maxMessageBytes, "maxMessageBytes");
    atLeast(8, maxDepth, "maxDepth");
    atLeast(1, maxNumberLength, "maxNumberLength");
    atLeast(1, maxStringLength, "maxStringLength");
    atLeast(1, maxTuples, "maxTuples");
  }

  /** The same, but with this answer to bare payloads. */
  public DecoderSettings withBarePayloads(boolean accept) {
    return new DecoderSettings(
        accept,
        defaultNamespace,
        maxMessageBytes,
        maxDepth,
        maxNumberLength,
        maxStringLength,
        maxTuples);
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException("%s: want >= %d, got %d".formatted(name, least, value));
    }
  }
}
