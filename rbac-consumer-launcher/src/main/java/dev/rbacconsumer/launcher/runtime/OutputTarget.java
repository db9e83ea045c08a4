package dev.rbacconsumer.launcher.runtime;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Destination of the output: a terminal, a file or a pipe.
 *
 * @param isTerminal whether it is a terminal, which can be cleared
 * @param colours whether colours are wanted; always false without a terminal
 * @param width in characters
 */
public record OutputTarget(boolean isTerminal, boolean colours, int width) {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 160;

  /**
   * Returns the terminal of this process.
   *
   * @param environment environment with the width that a shell has exported
   * @param colours whether colours are wanted if there is a terminal
   */
  public static OutputTarget of(Map<String, String> environment, boolean colours) {
    boolean terminal = isConsole(System.console());
    return new OutputTarget(
        terminal, terminal && colours, width(environment.getOrDefault("COLUMNS", "")));
  }

  /** Returns the output to a file or a pipe. */
  public static OutputTarget none() {
    return new OutputTarget(false, false, USUAL_WIDTH);
  }

  static int width(String columns) {
    return columns.matches("[0-9]{1,4}")
        ? Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Integer.parseInt(columns)))
        : USUAL_WIDTH;
  }

  /**
   * Returns whether a console is a terminal: since Java 22 there is a console without one, which
   * reports that.
   */
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
