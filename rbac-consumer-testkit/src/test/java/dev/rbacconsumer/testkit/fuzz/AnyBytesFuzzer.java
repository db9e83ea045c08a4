package dev.rbacconsumer.testkit.fuzz;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever a record holds, the decoder has an answer, the same one each time, and nothing in it is
 * beyond bounds. The input is the value, the key and a header at once.
 */
public final class AnyBytesFuzzer {
  private static final int LONGEST_MESSAGE = 1_000;
  private static final int MOST_VIOLATIONS = 5;
  private static final List<OutboxDecoder> DECODERS =
      List.of(
          new OutboxDecoder(DecoderSettings.DEFAULT),
          new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true)),
          new OutboxDecoder(
              DecoderSettings.DEFAULT
                  .withBarePayloads(true)
                  .withMaxMessageBytes(4096)
                  .withMaxDepth(8)
                  .withMaxNumberLength(8)
                  .withMaxStringLength(16)
                  .withMaxTuples(2)));

  private AnyBytesFuzzer() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    SourceRecord record = record(input);
    for (OutboxDecoder decoder : DECODERS) {
      Decoding decoding = decoder.decode(record);
      check(decoding);
      Decoding again = decoder.decode(record);
      if (!again.equals(decoding)) {
        throw new AssertionError("first " + decoding + ", then " + again);
      }
      checkCut(input, decoder, decoding);
    }
  }

  /** A message that was understood is understood no more once its last byte is gone. */
  private static void checkCut(byte[] input, OutboxDecoder decoder, Decoding whole) {
    boolean understood = whole instanceof Decoding.Relations || whole instanceof Decoding.Workspace;
    if (understood && input[input.length - 1] == '}') {
      Decoding cut = decoder.decode(record(Arrays.copyOf(input, input.length - 1)));
      if (cut instanceof Decoding.Relations || cut instanceof Decoding.Workspace) {
        throw new AssertionError("want the message refused without its end, got " + cut);
      }
    }
  }

  private static SourceRecord record(byte[] input) {
    return new SourceRecord(
        new PartitionId("outbox.event.relations", 0),
        new Offset(0),
        0,
        input,
        input,
        List.of(new RecordHeader("id", input), new RecordHeader("eventType", input)));
  }

  private static void check(Decoding decoding) {
    if (decoding instanceof Decoding.Relations it && it.event().change().isEmpty()) {
      throw new AssertionError("nothing to apply: " + it);
    } else if (decoding instanceof Decoding.Tombstone) {
      throw new AssertionError("a value is no tombstone");
    } else if (decoding instanceof Decoding.Malformed it) {
      check(it.violation());
    } else if (decoding instanceof Decoding.Invalid it) {
      it.violations().forEach(AnyBytesFuzzer::check);
      if (it.violations().size() > MOST_VIOLATIONS) {
        throw new AssertionError(it.violations().size() + " violations");
      }
    }
  }

  private static void check(Violation violation) {
    boolean clean = violation.toString().chars().noneMatch(Character::isISOControl);
    if (!violation.path().startsWith("$") || !clean) {
      throw new AssertionError("no line for a log: " + violation);
    }
    if (violation.message().length() > LONGEST_MESSAGE) {
      throw new AssertionError(violation.message().length() + " characters: " + violation);
    }
  }
}
