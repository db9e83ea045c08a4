package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.settings.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads a file of settings: Java properties in UTF-8, with the names of environment variables. */
final class SettingsFile {
  static final String OPTION = "--settings";

  private SettingsFile() {}

  /**
   * Reads the file. If it cannot be read, the result is empty and there is a problem.
   *
   * @param problems receives the problems of the file as a whole
   */
  static Map<String, String> read(String path, Consumer<Problem> problems) {
    TwiceNoticed properties = new TwiceNoticed();
    try (Reader text = Files.newBufferedReader(Path.of(path), UTF_8)) {
      properties.load(text);
    } catch (NoSuchFileException | InvalidPathException missing) {
      return refused(path, "where there is no file", problems);
    } catch (CharacterCodingException foreign) {
      return refused(path, "which is not UTF-8", problems);
    } catch (IllegalArgumentException malformed) {
      return refused(path, "with a \\u that four digits do not follow", problems);
    } catch (IOException unreadable) {
      return refused(path, "which cannot be read", problems);
    }
    properties.twice.forEach(
        name -> problems.accept(new Problem(name + " in " + path, "one value", "several")));
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(it -> values.put(it, properties.getProperty(it)));
    return values;
  }

  private static Map<String, String> refused(String path, String why, Consumer<Problem> problems) {
    problems.accept(
        new Problem(OPTION, "a file of properties", SafeText.quoted(path) + ", " + why));
    return Map.of();
  }

  /** Detects duplicate names; {@link Properties} silently keeps the last value. */
  private static final class TwiceNoticed extends Properties {
    private static final long serialVersionUID = 1L;

    private final transient TreeSet<String> twice = new TreeSet<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      Object before = super.put(key, value);
      if (before != null) {
        twice.add((String) key);
      }
      return before;
    }
  }
}
