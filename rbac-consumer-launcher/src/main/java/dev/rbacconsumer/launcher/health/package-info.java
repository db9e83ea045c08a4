/**
 * Reports health to the platform, through two files, which Kubernetes' probes check, and over HTTP.
 * {@link dev.rbacconsumer.launcher.health.HealthMonitor} checks and writes in its own thread, so
 * that a thread that hangs elsewhere cannot keep the files in place. What is healthy is judged in
 * {@link dev.rbacconsumer.core.health}.
 */
@NullMarked
package dev.rbacconsumer.launcher.health;

import org.jspecify.annotations.NullMarked;
