package dev.rbacconsumer.core.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings whose names share a prefix and end in the name of a property, which others define, such
 * as those of a client library.
 *
 * @param variablePrefix prefix of environment variables, before a property in capitals with {@code
 *     _} for each dot
 * @param keyPrefix prefix in files and listings, before the property itself
 */
public record SettingFamily(String variablePrefix, String keyPrefix) {
  /** Ways to write the name of a member. */
  public enum Form {
    /** As an environment variable. */
    VARIABLE,
    /** As a key in a file. */
    KEY
  }

  /** Returns the property that a name stands for; empty if the name is not of this family. */
  public Optional<String> property(String name, Form form) {
    String prefix = form == Form.KEY ? keyPrefix : variablePrefix;
    if (!name.startsWith(prefix)) {
      return Optional.empty();
    }
    String rest = name.substring(prefix.length());
    return Optional.of(form == Form.KEY ? rest : rest.toLowerCase(Locale.ROOT).replace('_', '.'));
  }

  /** Returns the name of each member among these names, by its property. */
  public SortedMap<String, String> names(Iterable<String> all, Form form) {
    SortedMap<String, String> names = new TreeMap<>();
    for (String name : all) {
      property(name, form).ifPresent(property -> names.put(property, name));
    }
    return names;
  }

  /** Returns the key of a property. */
  public String key(String property) {
    return keyPrefix + property;
  }
}
