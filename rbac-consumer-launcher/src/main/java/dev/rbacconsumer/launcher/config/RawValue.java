package dev.rbacconsumer.launcher.config;

/**
 * A value that somebody gave.
 *
 * @param text without blanks around it, not empty
 * @param name how a complaint calls it
 * @param from what the listing at the start says it came from
 */
record RawValue(String text, String name, String from) {}
