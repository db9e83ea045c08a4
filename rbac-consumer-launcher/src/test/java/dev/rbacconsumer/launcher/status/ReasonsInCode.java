package dev.rbacconsumer.launcher.status;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds reasons of failed attempts that a source file writes as text. */
final class ReasonsInCode {
  /** The beginning of what carries a reason, up to its reason: a constructor, or a method. */
  private static final String CARRIER =
      "\\b(?:(?:RetryLater|retryLater|Rejected|rejected|NotAcquired|TokenUnavailableException"
          + "|RetryStatus|Refused)\\(|new (?:Failure|StoreFault)\\([^,;\"]+,)\\s*";

  private static final Pattern TEXT = Pattern.compile(CARRIER + "\"(\\w+)\"");
  private static final Pattern CONSTANT = Pattern.compile(CARRIER + "(?:\\w+\\.)*([A-Z_]{2,})\\b");

  private ReasonsInCode() {}

  /** Returns the reasons that are written as text, in place or as a constant of the same file. */
  static List<String> texts(String source) {
    Stream<String> constants =
        CONSTANT
            .matcher(source)
            .results()
            .map(it -> Pattern.compile("\\b" + it.group(1) + "\\s*=\\s*\"(\\w+)\""))
            .map(it -> it.matcher(source))
            .filter(Matcher::find)
            .map(it -> it.group(1));
    return Stream.concat(TEXT.matcher(source).results().map(it -> it.group(1)), constants).toList();
  }
}
