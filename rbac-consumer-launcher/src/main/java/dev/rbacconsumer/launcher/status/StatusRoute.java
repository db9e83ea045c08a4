package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.config.types.StatusAccess;

/**
 * Serves the consumer's status for programs.
 *
 * @param access clients that may read it
 * @param report report to serve
 */
public record StatusRoute(StatusAccess access, StatusJsonWriter report) implements Route {
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
