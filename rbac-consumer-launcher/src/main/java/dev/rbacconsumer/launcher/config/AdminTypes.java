package dev.rbacconsumer.launcher.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Value types for settings of the admin port. */
final class AdminTypes {
  private static final Pattern HOST =
      Pattern.compile("\\*|(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

  private AdminTypes() {}

  /** Host names, including patterns; may be empty. */
  static ValueType<List<String>> hosts() {
    return new ValueType<>(
        "hosts",
        "names such as `a.example,*.b.example`, or `*`",
        "host names without ports, separated by commas, each of which may begin with *., or *",
        AdminTypes::hosts);
  }

  private static Parsed<List<String>> hosts(String text) {
    List<String> hosts =
        text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return hosts.stream().allMatch(it -> HOST.matcher(it).matches())
        ? Parsed.good(hosts)
        : Parsed.bad();
  }
}
