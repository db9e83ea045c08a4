package dev.rbacconsumer.launcher.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.observe.DeliveryMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the findings as one JSON object on one line. */
final class CheckJson implements CheckPrinter {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final List<Finding> findings = new ArrayList<>();

  CheckJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void finish(
      boolean good, DeliveryMode mode, List<String> settings, List<String> warnings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("good", good);
      json.writeStringField("mode", mode.label());
      json.writeArrayFieldStart("steps");
      for (Finding finding : findings) {
        json.writeStartObject();
        json.writeStringField("step", finding.step());
        json.writeStringField("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        json.writeStringField("detail", finding.detail());
        json.writeNumberField("millis", finding.took().toMillis());
        json.writeEndObject();
      }
      json.writeEndArray();
      write(json, "warnings", warnings);
      write(json, "settings", settings);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.println(text);
    out.flush();
  }

  private static void write(JsonGenerator json, String name, List<String> lines)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String line : lines) {
      json.writeString(line);
    }
    json.writeEndArray();
  }
}
