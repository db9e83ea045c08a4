package dev.rbacconsumer.launcher.config;

import com.google.inject.Module;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lists the values that objects of ours hold, from one object on. It does not follow settings as
 * such, nor the modules that hold them all: a value counts only where an object was given it.
 */
final class WiredGraph {
  private static final String OURS = "dev.rbacconsumer.";

  /** Packages of settings. */
  private static final Pattern SETTINGS =
      Pattern.compile("dev\\.rbacconsumer\\.(.+\\.settings(\\.delivery)?|launcher\\.config)");

  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda.*");

  private final Map<String, String> values = new TreeMap<>();
  private final List<AutoCloseable> clients = new ArrayList<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private WiredGraph() {}

  static WiredGraph from(Object root) {
    WiredGraph graph = new WiredGraph();
    graph.visit("", root);
    return graph;
  }

  /** Returns the paths at which two graphs differ. */
  Set<String> differencesTo(WiredGraph other) {
    Set<String> paths = new TreeSet<>(values.keySet());
    paths.addAll(other.values.keySet());
    paths.removeIf(
        it ->
            Optional.ofNullable(values.get(it)).equals(Optional.ofNullable(other.values.get(it))));
    return paths;
  }

  /** Closes the clients of libraries; the values stay. */
  void close() {
    for (AutoCloseable client : clients) {
      try {
        client.close();
      } catch (Exception failed) {
        throw new AssertionError("cannot close " + client, failed);
      }
    }
  }

  private void visit(String path, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(it -> visit(path, it));
    } else if (isValue(value)) {
      values.put(path, value.toString());
    } else if (seen.add(value)) {
      visitParts(path, value);
    }
  }

  private void visitParts(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, it) ->
              visit(path + "[" + (isValue(key) ? key : key.getClass().getName()) + "]", it));
    } else if (value instanceof Collection<?> collection) {
      int i = 0;
      for (Object it : collection) {
        visit(path + "[" + i++ + "]", it);
      }
    } else if (isFollowed(value)) {
      values.put(path, LAMBDA.matcher(value.getClass().getName()).replaceAll(""));
      for (Class<?> type = value.getClass();
          type != null && type.getName().startsWith(OURS);
          type = type.getSuperclass()) {
        visitFields(path, value, type);
      }
    } else if (value instanceof AutoCloseable client) {
      clients.add(client);
    }
  }

  private void visitFields(String path, Object value, Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      try {
        field.setAccessible(true);
        Object held = field.get(value);
        if (held != null) {
          visit(path + "." + field.getName(), held);
        }
      } catch (IllegalAccessException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private static boolean isFollowed(Object value) {
    return value.getClass().getName().startsWith(OURS)
        && !(value instanceof Module)
        && !SETTINGS.matcher(value.getClass().getPackageName()).matches();
  }

  private static boolean isValue(Object value) {
    return value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof OptionalInt
        || value instanceof Enum<?>
        || value instanceof Duration
        || value instanceof Path
        || value instanceof URI
        || value instanceof InetAddress;
  }
}
