package dev.rbacconsumer.core.health;

/**
 * Answer to a probe.
 *
 * @param good whether the probe succeeds: over HTTP, this is status 200, and 503 otherwise
 * @param json reasons, as a document of the type {@code application/json} on one line with its end
 */
public record ProbeAnswer(boolean good, String json) {}
