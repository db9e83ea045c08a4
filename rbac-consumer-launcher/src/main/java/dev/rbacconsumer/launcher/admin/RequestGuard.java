package dev.rbacconsumer.launcher.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what a page of another site makes a browser ask. A request has to be addressed to a name
 * that is known to be ours, since an attacker may have any other name lead here (DNS rebinding),
 * and one that changes something must not come from another site. Immutable.
 */
public final class RequestGuard {
  private static final String SETTING = "RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;

  private final AllowedHosts hosts;

  /**
   * @param hosts names that are ours
   */
  public RequestGuard(AllowedHosts hosts) {
    this.hosts = hosts;
  }

  /** The answer to a request that is refused; empty where it is not. */
  Optional<Response> refusal(HttpRequest request) {
    if (!request.host().isEmpty() && !hosts.allows(request.host())) {
      return Optional.of(
          Response.text(
              MISDIRECTED,
              "Not a name of this consumer: ask by IP address or localhost, or list the name of"
                  + " the Host header in "
                  + SETTING));
    }
    return !READING.contains(request.request().method()) && isFromAnotherSite(request)
        ? Optional.of(
            Response.text(
                FORBIDDEN,
                "Not for pages of other sites: list the host of the Origin header in " + SETTING))
        : Optional.empty();
  }

  private boolean isFromAnotherSite(HttpRequest request) {
    String origin = request.origin().toLowerCase(Locale.ROOT);
    String authority = origin.replaceFirst("^https?://", "");
    if (!origin.isEmpty() && hosts.lists(authority)) {
      return false;
    }
    boolean isForeign =
        !origin.isEmpty()
            && (authority.equals(origin) || !authority.equalsIgnoreCase(request.host()));
    return isForeign || OTHER_SITES.contains(request.fetchSite());
  }
}
