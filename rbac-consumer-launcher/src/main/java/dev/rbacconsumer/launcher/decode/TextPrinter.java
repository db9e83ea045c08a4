package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.text.SafeText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.StringJoiner;

/** Prints decoded messages for people. */
final class TextPrinter implements DecodePrinter {
  private final PrintWriter out;

  TextPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(DecodedLine line) {
    out.println(line.place() + ": " + line.verdict().label());
    line.metadata().map(TextPrinter::about).filter(it -> !it.isEmpty()).ifPresent(this::detail);
    line.violations().forEach(violation -> detail(violation.toString()));
    unknown(line.unknown());
    line.calls()
        .forEach(
            call -> {
              detail(call.method());
              call.request().forEach(field -> detail("  " + field));
            });
  }

  @Override
  public void summary(Map<Verdict, Integer> counts) {
    StringJoiner parts = new StringJoiner(", ");
    int all = 0;
    for (Verdict verdict : Verdict.values()) {
      int count = counts.getOrDefault(verdict, 0);
      all += count;
      parts.add(count + " " + verdict.label());
    }
    out.println("%d %s: %s".formatted(all, all == 1 ? "message" : "messages", parts));
  }

  private void unknown(UnknownFieldPaths fields) {
    fields.listed().forEach(path -> detail("unknown field at " + path));
    int more = fields.count() - fields.listed().size();
    if (more > 0) {
      detail("unknown fields at " + more + " more places");
    }
  }

  private void detail(String text) {
    out.println("  " + text);
  }

  private static String about(EventMetadata metadata) {
    StringJoiner parts = new StringJoiner(", ");
    add(parts, "event", metadata.eventId());
    add(parts, "type", metadata.eventType());
    add(parts, "aggregate type", metadata.aggregateType());
    add(parts, "aggregate", metadata.aggregateId());
    add(parts, "org", metadata.orgId());
    return parts.toString();
  }

  private static void add(StringJoiner parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " " + SafeText.quoted(value));
    }
  }
}
