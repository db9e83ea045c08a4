/**
 * The built jar as a process of its own: how it starts, what it says, how it ends. Start at {@link
 * dev.rbacconsumer.launcher.process.JarProcess}.
 */
package dev.rbacconsumer.launcher.process;
