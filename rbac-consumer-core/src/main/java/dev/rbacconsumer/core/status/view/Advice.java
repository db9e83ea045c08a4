package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.json.FieldWriter;
import java.io.IOException;

/**
 * Advice for an operator about one problem.
 *
 * @param section section of the runbook
 * @param text what to do, in a few sentences; it promises nothing that is not known
 */
public record Advice(String section, String text) {
  void write(FieldWriter fields) throws IOException {
    fields.text("advice", text);
    fields.text("runbook", section);
  }
}
