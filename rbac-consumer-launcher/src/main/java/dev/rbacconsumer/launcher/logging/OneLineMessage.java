package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/** Writes the message of an event on one line. Used by {@link LogConfigurator}. */
public final class OneLineMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    @Nullable String message = super.convert(event);
    return SafeText.line(String.valueOf(message));
  }
}
