package dev.rbacconsumer.launcher.config.types;

import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Value types for settings of the admin port. */
public final class AdminTypes {
  private static final Pattern HOST =
      Pattern.compile("\\*|(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

  private static final int MAX_PORT = 65_535;

  /** Value that Kubernetes writes into {@code <SERVICE>_PORT} in every pod beside a service. */
  private static final Pattern SERVICE_LINK = Pattern.compile("(?i)(tcp|udp|sctp)://.*");

  private AdminTypes() {}

  /** Host names, including patterns; may be empty. */
  public static ValueType<List<String>> hosts() {
    return new ValueType<>(
        "hosts",
        "names such as `a.example,*.b.example`, or `*`",
        "host names without ports, separated by commas, each of which may begin with *., or *",
        AdminTypes::hosts);
  }

  /** Address of the admin port that commits publish. */
  public static ValueType<AdvertisedUrl> advertisedUrl() {
    return new ValueType<>(
        "address",
        "auto, off, or such as `http://10.0.0.7:9464`",
        "auto, off, or an address such as http://10.0.0.7:9464, without path, user or query, of at"
            + " most "
            + AdvertisedUrl.MAX_ENCODED
            + " characters when percent-encoded",
        AdvertisedUrl::parse);
  }

  /** Path in a URL, without characters that a URL must escape. */
  public static ValueType<String> urlPath() {
    return new ValueType<>(
        "path", "/ and A-Z a-z 0-9 . _ - / after it", "a path such as /metrics", AdminTypes::path);
  }

  /**
   * Port to listen on, or none.
   *
   * @param service name of the Kubernetes service that would set the same variable
   */
  public static ValueType<Optional<Integer>> listeningPort(String service) {
    return new ValueType<>(
        "port",
        "0 to " + MAX_PORT + ", or off",
        "a port from 1 to " + MAX_PORT + ", 0 (any that is free) or off",
        text -> port(text, service));
  }

  private static ParseResult<String> path(String text) {
    if (!AdminPaths.isFree(text)) {
      return new ParseResult.Bad<>(", where something else is served");
    }
    return text.matches("/[A-Za-z0-9._/-]{1,200}") ? ParseResult.good(text) : ParseResult.bad();
  }

  private static ParseResult<Optional<Integer>> port(String text, String service) {
    if (text.equalsIgnoreCase("off")) {
      return ParseResult.good(Optional.empty());
    }
    if (SERVICE_LINK.matcher(text).matches()) {
      return new ParseResult.Bad<>(
          ", which Kubernetes sets because there is a service named "
              + service
              + ": set the variable in the pod, rename the service, or set enableServiceLinks to"
              + " false");
    }
    return ValueTypes.count(0, MAX_PORT).parse(text).optional();
  }

  private static ParseResult<List<String>> hosts(String text) {
    List<String> hosts =
        text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return hosts.stream().allMatch(it -> HOST.matcher(it).matches())
        ? ParseResult.good(hosts)
        : ParseResult.bad();
  }
}
