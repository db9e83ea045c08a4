package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.health.ProbeAnswer;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;

/**
 * Serves a probe over HTTP: 200 or 503, and the reasons as JSON. It is computed at each request,
 * without waiting. Thread-safe.
 *
 * @param path path of the route
 * @param probe question that it answers
 */
public record ProbeRoute(String path, Probe probe, HealthMonitor monitor, Degradations degradations)
    implements Route {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  @Override
  public boolean isProbe() {
    return true;
  }

  @Override
  public Response answer(Request request) {
    ProbeAnswer answer = probe.answer(monitor.view(), degradations.list());
    return Response.json(answer.good() ? OK : UNAVAILABLE, answer.json());
  }
}
