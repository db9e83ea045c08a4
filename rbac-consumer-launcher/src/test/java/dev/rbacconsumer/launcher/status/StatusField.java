package dev.rbacconsumer.launcher.status;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One field of a status, as the documentation has it.
 *
 * @param path from the root, with {@code []} behind a list
 * @param kind what it holds
 * @param optional whether it may be null
 */
record StatusField(String path, Kind kind, boolean optional) {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z_.\\[\\]]+)`"
              + " \\| (text|number|boolean|seconds|instant|object|list)( or null)?"
              + " \\| [A-Z`].* \\|$",
          Pattern.MULTILINE);

  /** Those of the table in a document, by path. */
  static Map<String, StatusField> in(String document) {
    return ROW.matcher(document)
        .results()
        .map(
            row ->
                new StatusField(
                    row.group(1),
                    Kind.valueOf(row.group(2).toUpperCase(Locale.ROOT)),
                    row.group(3) != null))
        .collect(Collectors.toMap(StatusField::path, field -> field));
  }

  /** Whether it may have a value that is written like this in JSON. */
  boolean allows(String written) {
    return written.equals("null") ? optional : kind.allows(written);
  }

  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    SECONDS,
    INSTANT,
    OBJECT,
    LIST;

    private boolean allows(String written) {
      return switch (this) {
        case TEXT -> written.startsWith("\"") && written.length() > 2;
        case NUMBER -> written.matches("[0-9]+");
        case BOOLEAN -> written.equals("true") || written.equals("false");
        case SECONDS -> written.matches("[0-9]+\\.[0-9]{3}");
        case INSTANT -> isInstant(written.substring(1, written.length() - 1));
        case OBJECT -> written.equals("{");
        case LIST -> written.equals("[");
      };
    }

    private static boolean isInstant(String text) {
      try {
        Instant instant = Instant.parse(text);
        return instant.equals(instant.truncatedTo(ChronoUnit.MILLIS));
      } catch (DateTimeException other) {
        return false;
      }
    }
  }
}
