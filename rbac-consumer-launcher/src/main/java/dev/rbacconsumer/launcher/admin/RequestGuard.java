package dev.rbacconsumer.launcher.admin;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that a page of another site causes in a browser. The request's host must be a
 * known name of this consumer, since an attacker can make any other name resolve to it (DNS
 * rebinding), and a request that changes something must not come from another site. Immutable.
 */
public final class RequestGuard implements RequestCheck {
  private static final String SETTING = "RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;

  private final AllowedHosts hosts;

  /**
   * @param hosts allowed names of this consumer
   */
  public RequestGuard(AllowedHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Optional<Response> refusal(HttpRequest request, InetAddress client) {
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
