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
 * Reads messages, one per line, and shows how the consumer would treat them. A line is a record's
 * value, or a whole record; see {@link RecordedLine} and {@link KcatLine}. Empty lines are skipped,
 * and {@code null} is a tombstone. Confined to one thread.
 */
public final class DecodeReport {
  /** Factor for a whole record, which holds its bytes as base64, and as text beside that. */
  private static final int RECORDED_OVERHEAD = 4;

  /** Output of {@code kafka-console-consumer.sh} for a record without a value. */
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final OutboxDecoder decoder;
  private final long longestLine;
  private final String topic;
  private final Planner planner;
  private final DecodePrinter printer;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  /**
   * @param settings settings of the consumer
   * @param relations format of changes
   * @param topic topic of values without a record
   * @param json whether to print JSON for programs
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
   * @param name name of the stream, printed before the number of each line; may be empty
   * @throws IOException if it cannot be read; messages read before are shown
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

  /** Shows the summary, and returns whether no message was refused. */
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
