package dev.rbacconsumer.core.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps its lines, each as the level and the formatted message. */
public final class CapturedLines extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines = new ArrayList<>();
  private final transient List<Throwable> thrown = new ArrayList<>();
  private final Level least;

  /**
   * @param least lines below this level are off
   */
  public CapturedLines(Level least) {
    this.name = "captured";
    this.least = least;
  }

  /** The lines since the last call. */
  public List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  /** Whose stack traces were logged since the last call. */
  public List<Throwable> takeThrown() {
    List<Throwable> taken = List.copyOf(thrown);
    thrown.clear();
    return taken;
  }

  @Override
  public boolean isTraceEnabled() {
    return isOn(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isOn(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isOn(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isOn(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isOn(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable logged) {
    if (logged != null) {
      thrown.add(logged);
    }
    lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
  }

  private boolean isOn(Level level) {
    return level.toInt() >= least.toInt();
  }
}
