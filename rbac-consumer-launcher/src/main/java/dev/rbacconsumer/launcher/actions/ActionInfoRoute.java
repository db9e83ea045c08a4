package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows where the actions of operators are served, and whether they need a token. Thread-safe. */
public final class ActionInfoRoute implements Route {
  private static final int OK = 200;

  private final StatusAccess access;
  private final Supplier<Optional<URI>> url;
  private final boolean needsToken;
  private final boolean isHere;

  /**
   * @param access clients that may see it
   * @param url supplies the address of the listener; empty if there is none
   * @param needsToken whether requests to act need a token
   * @param isHere whether the route itself is served by that listener
   */
  public ActionInfoRoute(
      StatusAccess access, Supplier<Optional<URI>> url, boolean needsToken, boolean isHere) {
    this.access = access;
    this.url = url;
    this.needsToken = needsToken;
    this.isHere = isHere;
  }

  @Override
  public String path() {
    return AdminPaths.ACTIONS;
  }

  @Override
  public boolean loopbackOnly() {
    return access == StatusAccess.LOOPBACK;
  }

  @Override
  public Response answer(Request request) {
    String json =
        FieldWriter.object(
            this,
            (self, fields) -> {
              fields.known("url", url.get().map(URI::toString).orElse(""));
              fields.flag("token", needsToken);
              fields.flag("here", isHere);
            });
    return Response.json(OK, json + "\n");
  }
}
