package dev.rbacconsumer.core.decode;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.core.report.ReportPrinter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Reads messages, one per line, and shows how the consumer would treat them. A line is a record's
 * value, or a whole record, as {@code kcat -J} prints it or with its bytes as base64. Empty lines
 * are skipped, and {@code null} is a tombstone. Confined to one thread.
 */
public final class DecodeReport {
  /** Factor for a whole record, which holds its bytes as base64, and as text beside that. */
  private static final int RECORDED_OVERHEAD = 4;

  /** Output of {@code kafka-console-consumer.sh} for a record without a value. */
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final OutboxDecoder decoder;
  private final long longestLine;
  private final String topic;
  private final WritePlanner planner;
  private final ReportPrinter printer;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  /**
   * Creates a report without messages.
   *
   * @param settings settings of the consumer
   * @param planner finds the calls for a change
   * @param topic topic of values without a record
   * @param printer prints each message as soon as it is decoded, and the summary for people
   */
  public DecodeReport(
      DecoderSettings settings, WritePlanner planner, String topic, ReportPrinter printer) {
    this.decoder = new OutboxDecoder(settings);
    this.longestLine = (long) settings.maxMessageBytes() * RECORDED_OVERHEAD;
    this.topic = topic;
    this.planner = planner;
    this.printer = printer;
  }

  /**
   * Reads messages, one per line, and prints the decoding of each.
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

  /** Prints the decoding of a record that was read from Kafka. */
  public void read(SourceRecord record) {
    show("partition %d, offset %s".formatted(record.partition().number(), record.offset()), record);
  }

  /** Shows the summary, and returns whether no message was refused. */
  public boolean finish() {
    printer.show(Report.forPeople(List.of(summary())));
    return counts.keySet().stream().noneMatch(Verdict::isRefusal);
  }

  /** Returns the number of messages per verdict; a program can count them itself. */
  private String summary() {
    StringJoiner parts = new StringJoiner(", ");
    int all = 0;
    for (Verdict verdict : Verdict.values()) {
      int count = counts.getOrDefault(verdict, 0);
      all += count;
      parts.add(count + " " + verdict.label());
    }
    return "%d %s: %s".formatted(all, all == 1 ? "message" : "messages", parts);
  }

  private void show(String place, SourceRecord record) {
    UnknownFieldPaths unknown = new UnknownFieldPaths();
    DecodedLine decoded = DecodedLine.of(place, decoder.decode(record, unknown), unknown, planner);
    counts.merge(decoded.verdict(), 1, Integer::sum);
    printer.print(decoded);
  }

  private SourceRecord record(byte[] line, long offset) {
    return RecordLine.parse(line)
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
