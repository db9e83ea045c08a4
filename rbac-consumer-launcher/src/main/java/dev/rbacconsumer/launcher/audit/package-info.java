/**
 * Reads the audit trail of operators' actions for the {@code audit} command: entries from topic and
 * file, merged by their time. Start at {@link dev.rbacconsumer.launcher.audit.Trail}.
 */
@NullMarked
package dev.rbacconsumer.launcher.audit;

import org.jspecify.annotations.NullMarked;
