package dev.rbacconsumer.launcher.admin;

import java.util.List;

/**
 * Something that is served at one path of the admin port. Asked by several threads at once. An
 * answer should not wait for another thread or server: few threads serve everybody.
 */
public interface Route {
  /** Where it is served: begins with a slash, and is compared with the whole path of a request. */
  String path();

  /**
   * Methods that make sense here, in capitals, at least one. HEAD goes without saying where GET is
   * among them, and reaches {@link #answer} as GET.
   */
  default List<String> methods() {
    return List.of("GET");
  }

  /** Whether it is for clients on this machine, or in this pod, alone. */
  default boolean loopbackOnly() {
    return false;
  }

  /** Whether the platform's probes ask here: threads of their own answer them. */
  default boolean isProbe() {
    return false;
  }

  /**
   * Answers one request. An exception becomes status 500 and an error in the log; the client is
   * told nothing of it.
   *
   * @param request whose path and method are ours
   */
  Response answer(Request request);
}
