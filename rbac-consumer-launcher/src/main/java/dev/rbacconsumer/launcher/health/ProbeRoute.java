package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.health.HealthView.Standing;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Serves a probe over HTTP: 200 or 503, and the reasons as JSON. It is computed at each request,
 * without waiting. Thread-safe.
 */
public final class ProbeRoute implements Route {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final String path;
  private final HealthMonitor monitor;
  private final Degradations degradations;
  private final Predicate<HealthView> good;
  private final Function<HealthView, List<Standing>> standings;

  private ProbeRoute(
      String path,
      HealthMonitor monitor,
      Degradations degradations,
      Predicate<HealthView> good,
      Function<HealthView, List<Standing>> standings) {
    this.path = path;
    this.monitor = monitor;
    this.degradations = degradations;
    this.good = good;
    this.standings = standings;
  }

  /** Creates the liveness probe: it fails if only a restart helps. */
  public static ProbeRoute liveness(String path, HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(
        path,
        monitor,
        degradations,
        view -> ProbeState.of(view.health()).alive(),
        view ->
            view.standings().stream()
                .filter(it -> it.condition().scope() == Condition.Scope.LIVENESS)
                .toList());
  }

  /** Creates the readiness probe: it succeeds if the consumer can work. */
  public static ProbeRoute readiness(
      String path, HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(
        path,
        monitor,
        degradations,
        view -> ProbeState.of(view.health()).ready(),
        HealthView::standings);
  }

  /** Creates the startup probe: it succeeds once the consumer could work, and keeps succeeding. */
  public static ProbeRoute startup(String path, HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(
        path,
        monitor,
        degradations,
        view -> view.started().condition().met(),
        view -> List.of(view.started()));
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean isProbe() {
    return true;
  }

  @Override
  public Response answer(Request request) {
    HealthView view = monitor.view();
    boolean isGood = good.test(view);
    return Response.json(
        isGood ? OK : UNAVAILABLE,
        ProbeJson.text(isGood, standings.apply(view), degradations.list()));
  }
}
