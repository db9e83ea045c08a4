/**
 * Judges the health of delivery, and answers probes. A {@link
 * dev.rbacconsumer.core.health.HealthCheck} finds {@link dev.rbacconsumer.core.health.Condition}s,
 * {@link dev.rbacconsumer.core.health.HealthTracker} follows them from check to check, and a {@link
 * dev.rbacconsumer.core.health.Probe} turns the result into an answer, together with the {@link
 * dev.rbacconsumer.core.health.Degradations}, which are no reason to restart.
 *
 * <p>Nothing here has a thread or waits: any server can ask, at any time.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.health;

import org.jspecify.annotations.NullMarked;
