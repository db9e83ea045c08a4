package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.rbacconsumer.core.text.SafeText;
import java.util.stream.Collectors;

/**
 * A stack trace below its event, every line of it indented: a line that begins at the margin is
 * always an event of its own, whatever the text of an exception holds. Used by {@code logback.xml}.
 */
public final class IndentedStackTrace extends ThrowableProxyConverter {
  private static final String MARGIN = "    | ";

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(thrown)
        .lines()
        .map(line -> MARGIN + SafeText.line(line.replace("\t", "  ")))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
