/**
 * The program: command line, exit code, version. It reads the settings and hands over to {@link
 * dev.rbacconsumer.launcher.wiring.Wiring}; nothing here decides about messages. Start at {@link
 * dev.rbacconsumer.launcher.Main}.
 */
@NullMarked
package dev.rbacconsumer.launcher;

import org.jspecify.annotations.NullMarked;
