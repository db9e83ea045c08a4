/**
 * Reports health to the platform through two files, which Kubernetes' probes check. The meaning of
 * a state for the files is defined in {@link dev.rbacconsumer.launcher.health.ProbeState}; {@link
 * dev.rbacconsumer.launcher.health.HealthMonitor} checks and writes in its own thread, so that a
 * thread that hangs elsewhere cannot keep the files in place.
 */
@NullMarked
package dev.rbacconsumer.launcher.health;

import org.jspecify.annotations.NullMarked;
