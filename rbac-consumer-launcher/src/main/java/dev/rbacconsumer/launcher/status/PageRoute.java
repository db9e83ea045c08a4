package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.StatusAccess;

/** How the consumer stands, for people: a page that reads {@link StatusRoute} again and again. */
public final class PageRoute implements Route {
  private final StatusAccess access;
  private final StatusPage page;

  /**
   * @param access who may ask
   * @param metricsPath where metrics are; begins with a slash
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
    return Response.html(page.html())
        .with("Content-Security-Policy", page.policy())
        .with("Referrer-Policy", "no-referrer");
  }
}
