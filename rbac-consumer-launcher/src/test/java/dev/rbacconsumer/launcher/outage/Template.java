package dev.rbacconsumer.launcher.outage;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts in which {@code #} stands for any number and {@code …} for any text. */
final class Template {
  private static final String NUMBER = "[0-9][0-9.,]*";

  private Template() {}

  static boolean matches(String template, String text) {
    String regex =
        template
            .codePoints()
            .mapToObj(
                it ->
                    switch (it) {
                      case '#' -> NUMBER;
                      case '…' -> ".*";
                      default -> Pattern.quote(Character.toString(it));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
