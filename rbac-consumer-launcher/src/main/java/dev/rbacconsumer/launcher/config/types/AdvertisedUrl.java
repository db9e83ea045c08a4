package dev.rbacconsumer.launcher.config.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.settings.ParseResult;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Address of the admin port that the commits of an instance publish. */
public sealed interface AdvertisedUrl {
  /** Longest address, percent-encoded: a longer one does not fit into a commit. */
  int MAX_ENCODED = 128;

  /**
   * Returns the address to publish; empty if there is none, or no port.
   *
   * @param host finds the name or the IP address of this machine
   * @param port finds the number of the admin port; may bind it
   */
  Optional<String> of(Supplier<String> host, Supplier<Optional<Integer>> port);

  /** The address of the machine and the number of the port. */
  record Automatic() implements AdvertisedUrl {
    @Override
    public Optional<String> of(Supplier<String> host, Supplier<Optional<Integer>> port) {
      return port.get().map(it -> url(host.get(), it)).filter(AdvertisedUrl::fits);
    }
  }

  /** No address. */
  record Off() implements AdvertisedUrl {
    @Override
    public Optional<String> of(Supplier<String> host, Supplier<Optional<Integer>> port) {
      return Optional.empty();
    }
  }

  /**
   * A given address.
   *
   * @param url scheme, host and perhaps a port
   */
  record Given(URI url) implements AdvertisedUrl {
    @Override
    public Optional<String> of(Supplier<String> host, Supplier<Optional<Integer>> port) {
      return port.get().map(it -> url.toString());
    }
  }

  /** Parses {@code auto}, {@code off} or an address. */
  static ParseResult<AdvertisedUrl> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> ParseResult.good(new Automatic());
      case "off" -> ParseResult.good(new Off());
      default -> url(text);
    };
  }

  private static ParseResult<AdvertisedUrl> url(String text) {
    try {
      URI url = URI.create(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      String path = String.valueOf(url.getPath());
      boolean isGood =
          Set.of("http", "https").contains(scheme)
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null
              && (path.isEmpty() || path.equals("/"))
              && fits(text);
      return isGood ? ParseResult.good(new Given(url)) : ParseResult.bad();
    } catch (IllegalArgumentException noUrl) {
      return ParseResult.bad();
    }
  }

  private static String url(String host, int port) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }

  private static boolean fits(String url) {
    return URLEncoder.encode(url, UTF_8).length() <= MAX_ENCODED;
  }
}
