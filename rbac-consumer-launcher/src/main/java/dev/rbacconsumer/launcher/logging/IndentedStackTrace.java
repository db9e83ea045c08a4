package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.rbacconsumer.core.internal.text.SafeText;
import java.util.stream.Collectors;

/**
 * Writes a stack trace below its event, with every line indented: a line that begins at the margin
 * is always an event, whatever the text of an exception holds. Used by {@link LogConfigurator}.
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
