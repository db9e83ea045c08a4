/**
 * Admin port: serves status, probes, metrics and the log level over HTTP while the consumer runs.
 * Each path is a {@link dev.rbacconsumer.launcher.admin.Route}; {@link
 * dev.rbacconsumer.launcher.admin.AdminEndpoint} serves all that the wiring collects.
 *
 * <p>The server's threads answer several requests at once. Delivery runs beside them, and no
 * failure here affects it.
 */
@NullMarked
package dev.rbacconsumer.launcher.admin;

import org.jspecify.annotations.NullMarked;
