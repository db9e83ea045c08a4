/**
 * Writes reports, as lines for people and as JSON for programs. A {@link
 * dev.rbacconsumer.core.report.Report} has the content in both forms, and a {@link
 * dev.rbacconsumer.core.report.ReportPrinter} prints the one that was chosen; {@link
 * dev.rbacconsumer.core.json.FieldWriter} writes every JSON object.
 */
@NullMarked
package dev.rbacconsumer.core.report;

import org.jspecify.annotations.NullMarked;
