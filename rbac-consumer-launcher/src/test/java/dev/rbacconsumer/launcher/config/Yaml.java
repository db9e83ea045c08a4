package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A part of a YAML file. A path leads into it: keys, and numbers of list items, with slashes
 * between.
 */
public record Yaml(Path file, Object content) {
  /** The content of a file. */
  public static Yaml read(Path file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try {
      Object content =
          new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict))
              .load(Files.readString(file, UTF_8));
      return new Yaml(file, content);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The part at the end of a path. */
  public Yaml at(String path) {
    Object part = content;
    for (String step : path.split("/", -1)) {
      part =
          part instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : part instanceof Map<?, ?> map ? map.get(step) : null;
      if (part == null) {
        throw new AssertionError("%s: want %s, got nothing at %s".formatted(file, path, step));
      }
    }
    return new Yaml(file, part);
  }

  /** The text at the end of a path. */
  public String text(String path) {
    return at(path).content().toString();
  }

  Map<?, ?> map(String path) {
    return (Map<?, ?>) at(path).content();
  }

  /** The items of the list at the end of a path. */
  public List<Yaml> list(String path) {
    return ((List<?>) at(path).content()).stream().map(item -> new Yaml(file, item)).toList();
  }
}
