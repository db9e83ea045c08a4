/**
 * Program of the consumer: command line, exit code, version. It reads the settings and passes them
 * to {@link dev.rbacconsumer.launcher.wiring.Wiring}; it makes no decisions about messages. Start
 * at {@link dev.rbacconsumer.launcher.Main}.
 */
@NullMarked
package dev.rbacconsumer.launcher;

import org.jspecify.annotations.NullMarked;
