/**
 * How the platform learns how we are: two files, looked at by Kubernetes' probes. What a state
 * means for the files is decided in {@link dev.rbacconsumer.launcher.health.ProbeState}; {@link
 * dev.rbacconsumer.launcher.health.HealthMonitor} asks and writes, in a thread of its own, so that
 * nothing that hangs elsewhere can keep the files in place.
 */
@NullMarked
package dev.rbacconsumer.launcher.health;

import org.jspecify.annotations.NullMarked;
