package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.AdminPaths;
import dev.rbacconsumer.launcher.config.StatusAccess;

/**
 * How the consumer stands, for programs.
 *
 * @param access who may ask
 * @param report what is told
 */
public record StatusRoute(StatusAccess access, StatusReport report) implements Route {
  private static final int OK = 200;

  @Override
  public String path() {
    return AdminPaths.STATUS;
  }

  @Override
  public boolean loopbackOnly() {
    return access == StatusAccess.LOOPBACK;
  }

  @Override
  public Response answer(Request request) {
    return Response.json(OK, report.json());
  }
}
