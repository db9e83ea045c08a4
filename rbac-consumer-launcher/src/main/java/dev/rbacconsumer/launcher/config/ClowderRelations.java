package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.relations.settings.RelationsApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the address of the Relations API from a Clowder file, and whether it uses TLS. */
final class ClowderRelations {
  /** Port for gRPC; the ports in the file are those of HTTP. */
  private static final int GRPC_PORT = 9000;

  private static final String APP = "kessel-relations";
  private static final String ENDPOINT = "api";

  private ClowderRelations() {}

  /**
   * Returns the values by name of setting; none if the file has no address. The newer form of the
   * address comes first.
   */
  static Map<String, String> settings(JsonTree root) {
    JsonTree newer = root.get("dependencyEndpoints").get("v2").get(APP).get(ENDPOINT);
    String authority = root.get("tlsCAPath").text();
    Optional<String> host = UriHost.of(newer.get("uri").text());
    if (host.isPresent()) {
      boolean tls = newer.get("uri").text().regionMatches(true, 0, "https:", 0, 6);
      return settings(host.get(), tls, first(newer.get("ca_certificate").text(), authority));
    }
    return root.get("endpoints").items().stream()
        .filter(it -> it.get("app").text().equals(APP))
        .filter(it -> it.get("name").text().equals(ENDPOINT))
        .filter(it -> !it.get("hostname").text().isEmpty())
        .findFirst()
        .map(it -> older(it, authority))
        .orElse(Map.of());
  }

  /**
   * Returns the settings in the file that have no effect. The file's TLS settings apply to its own
   * server only, and any explicit setting takes precedence.
   *
   * @return names of the settings in the file that explicit settings override
   */
  static Set<String> beaten(Sources written, Source environment) {
    if (environment.find(RelationsApi.SERVER.name()).isPresent()) {
      return Set.of(RelationsApi.TLS.name(), RelationsApi.CA_FILE.name());
    }
    ResolvedSetting<RelationsApi.TlsMode> tls = written.resolve(RelationsApi.TLS);
    if (tls.given().isEmpty()) {
      return Set.of();
    }
    return tls.value().equals(Optional.of(RelationsApi.TlsMode.OFF))
        ? Set.of(RelationsApi.TLS.name(), RelationsApi.CA_FILE.name())
        : Set.of(RelationsApi.TLS.name());
  }

  private static Map<String, String> older(JsonTree endpoint, String authority) {
    String port = endpoint.get("tlsPort").text();
    String ca = first(endpoint.get("tlsCAPath").text(), authority);
    boolean tls = !ca.isEmpty() || !(port.isEmpty() || port.equals("0"));
    return settings(endpoint.get("hostname").text(), tls, ca);
  }

  private static Map<String, String> settings(String host, boolean tls, String ca) {
    Map<String, String> settings = new HashMap<>();
    settings.put(RelationsApi.SERVER.name(), new HostAndPort(host, GRPC_PORT).toString());
    settings.put(RelationsApi.TLS.name(), tls ? "on" : "off");
    if (tls && !ca.isEmpty()) {
      settings.put(RelationsApi.CA_FILE.name(), ca);
    }
    return settings;
  }

  private static String first(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
