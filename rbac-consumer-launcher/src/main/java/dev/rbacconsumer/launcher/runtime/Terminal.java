package dev.rbacconsumer.launcher.runtime;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes.
 *
 * @param isTerminal whether a person sees it, and it can be cleared
 * @param colours whether colours are wanted; never where it is no terminal
 * @param width in characters
 */
public record Terminal(boolean isTerminal, boolean colours, int width) {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 160;

  /**
   * That of this process.
   *
   * @param environment for the width that a shell has exported
   * @param colours whether they are wanted where there is a terminal
   */
  public static Terminal of(Map<String, String> environment, boolean colours) {
    boolean terminal = isConsole(System.console());
    return new Terminal(
        terminal, terminal && colours, width(environment.getOrDefault("COLUMNS", "")));
  }

  /** A file or a pipe. */
  public static Terminal none() {
    return new Terminal(false, false, USUAL_WIDTH);
  }

  static int width(String columns) {
    return columns.matches("[0-9]{1,4}")
        ? Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Integer.parseInt(columns)))
        : USUAL_WIDTH;
  }

  /** From Java 22 on there is a console without a terminal, which says so. */
  private static boolean isConsole(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException older) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      return false;
    }
  }
}
