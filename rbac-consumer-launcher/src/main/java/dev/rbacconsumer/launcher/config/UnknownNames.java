package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.internal.text.NearestName;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.VariableNames;
import java.util.List;

/** Finds unknown variables with names like ours, which are most likely typing errors. */
final class UnknownNames {
  private UnknownNames() {}

  /** Returns one sentence for each such name, in alphabetical order. Values are never read. */
  static List<String> warnings(Source source) {
    return source.values().keySet().stream()
        .filter(name -> !isOfFamily(name, source))
        .filter(name -> isUnknown(name, source.ours()))
        .sorted()
        .map(name -> say(name, source.naming().apply(name)))
        .toList();
  }

  private static boolean isOfFamily(String name, Source source) {
    return AllSettings.FAMILIES.stream()
        .anyMatch(it -> it.property(name, source.form()).isPresent());
  }

  private static boolean isUnknown(String name, boolean ours) {
    return (ours ? !VariableNames.isServiceLink(name) : VariableNames.isLikeASetting(name))
        && AllSettings.ALL.stream().noneMatch(it -> it.name().equals(name));
  }

  private static String say(String name, String shown) {
    String nearest = NearestName.of(name, AllSettings.ALL.stream().map(Setting::name));
    return shown + ": unknown, so it has no effect; the nearest known name is " + nearest;
  }
}
