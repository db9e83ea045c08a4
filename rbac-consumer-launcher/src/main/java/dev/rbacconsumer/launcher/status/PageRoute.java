package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.status.view.StatusPage;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.StatusAccess;

/** Serves the status page for people, which reads {@link StatusRoute} repeatedly. */
public final class PageRoute implements Route {
  private static final int OK = 200;

  private final StatusAccess access;
  private final StatusPage page;

  /**
   * @param access clients that may read it
   * @param metricsPath path of the metrics; begins with a slash
   */
  public PageRoute(StatusAccess access, String metricsPath) {
    this.access = access;
    this.page = StatusPage.withMetricsAt(metricsPath);
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public boolean loopbackOnly() {
    return access == StatusAccess.LOOPBACK;
  }

  @Override
  public Response answer(Request request) {
    return new Response(OK, page.contentType(), page.bytes()).with(page.headers());
  }
}
