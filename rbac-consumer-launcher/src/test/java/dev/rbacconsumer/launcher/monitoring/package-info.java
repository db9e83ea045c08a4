/** Alerts, dashboard and runbook, held to the metrics that there are and to each other. */
@NullMarked
package dev.rbacconsumer.launcher.monitoring;

import org.jspecify.annotations.NullMarked;
