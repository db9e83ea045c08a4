package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.message.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.relations.RelationsSettings;
import dev.rbacconsumer.relations.WritePlan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads messages, one on each line, and shows what the consumer would make of them. A line is a
 * record's value, or a whole record; see {@link RecordedLine} and {@link KcatLine}. Empty lines are
 * passed over, and {@code null} is a tombstone. Confined to one thread.
 */
public final class DecodeReport {
  /** A whole record holds its bytes as base64, and as text beside that. */
  private static final int RECORDED_OVERHEAD = 4;

  /** What {@code kafka-console-consumer.sh} prints for a record without a value. */
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final OutboxDecoder decoder;
  private final long longestLine;
  private final String topic;
  private final Planner planner;
  private final DecodePrinter printer;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  /**
   * @param settings as the consumer has them
   * @param relations how changes would be written
   * @param topic where values without a record count as standing
   * @param json whether to print for programs
   */
  public DecodeReport(
      DecoderSettings settings,
      RelationsSettings relations,
      String topic,
      boolean json,
      PrintWriter out) {
    this.decoder = new OutboxDecoder(settings);
    this.longestLine = (long) settings.maxMessageBytes() * RECORDED_OVERHEAD;
    this.topic = topic;
    this.planner = change -> WritePlan.of(change, relations);
    this.printer = json ? new JsonPrinter(out) : new TextPrinter(out);
  }

  /**
   * Shows every message of a stream.
   *
   * @param name of the stream, said before the number of each line; may be empty
   * @throws IOException when it cannot be read; what was read before is shown
   */
  public void read(String name, InputStream in) throws IOException {
    String before = name.isEmpty() ? "line " : name + ":";
    int longest = (int) Math.min(longestLine, Integer.MAX_VALUE - 16);
    MessageLines lines = new MessageLines(new BufferedInputStream(in), longest);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (line.length > 0) {
        show(before + lines.number(), record(line, lines.number() - 1));
      }
    }
  }

  /** Shows the summary; whether no message was refused. */
  public boolean finish() {
    printer.summary(counts);
    return counts.keySet().stream().noneMatch(Verdict::isRefusal);
  }

  private void show(String place, SourceRecord record) {
    UnknownFieldPaths unknown = new UnknownFieldPaths();
    DecodedLine decoded = DecodedLine.of(place, decoder.decode(record, unknown), unknown, planner);
    counts.merge(decoded.verdict(), 1, Integer::sum);
    printer.print(decoded);
  }

  private SourceRecord record(byte[] line, long offset) {
    return RecordedLine.parse(line)
        .or(() -> KcatLine.parse(line))
        .orElseGet(
            () ->
                new SourceRecord(
                    new PartitionId(topic, 0),
                    new Offset(offset),
                    -1,
                    null,
                    Arrays.equals(line, NULL) ? null : line,
                    List.of()));
  }
}
