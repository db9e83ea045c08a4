package dev.rbacconsumer.launcher.logging;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows the log level with GET, and changes it with PUT or POST: the parameter {@code level}, or
 * the body, names a level as the setting does, and {@code for} gives the time after which the
 * configured one returns. Only for clients on this machine. Thread-safe.
 */
public final class LogLevelRoute implements Route {
  private static final String NAMES =
      Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)");
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final RuntimeLevel level;

  /**
   * @param level level to show and change
   */
  public LogLevelRoute(RuntimeLevel level) {
    this.level = level;
  }

  @Override
  public String path() {
    return AdminPaths.LOG_LEVEL;
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "PUT", "POST");
  }

  @Override
  public boolean loopbackOnly() {
    return true;
  }

  @Override
  public Response answer(Request request) {
    return request.method().equals("GET") ? shown() : changed(request);
  }

  private Response changed(Request request) {
    String name = request.parameter("level").orElse(request.body()).strip();
    Optional<LogLevel> wanted =
        Arrays.stream(LogLevel.values())
            .filter(it -> it.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst();
    if (wanted.isEmpty()) {
      return Response.text(BAD_REQUEST, "level: want one of " + NAMES);
    }
    Optional<String> time = request.parameter("for");
    Optional<Duration> atMost = time.flatMap(LogLevelRoute::duration);
    if (time.isPresent() && atMost.isEmpty()) {
      return Response.text(BAD_REQUEST, "for: want a time from 1s to 24h, such as 10m");
    }
    level.set(wanted.get(), atMost);
    return shown();
  }

  private Response shown() {
    RuntimeLevel.State state = level.state();
    return Response.json(
        OK,
        "{\"level\":\"%s\",\"configured\":\"%s\",\"returns_in_seconds\":%s}\n"
            .formatted(
                state.level(),
                state.configured(),
                state
                    .left()
                    .map(it -> Long.toString(it.plusMillis(999).toSeconds()))
                    .orElse("null")));
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration time =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return Optional.of(time).filter(it -> !it.isZero() && it.compareTo(LONGEST) <= 0);
  }
}
