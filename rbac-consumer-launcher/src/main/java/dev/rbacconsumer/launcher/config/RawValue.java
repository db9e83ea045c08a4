package dev.rbacconsumer.launcher.config;

/**
 * Value from one of the sources.
 *
 * @param text the text without surrounding blanks, not empty
 * @param name its name in problem reports
 * @param from its source in the listing at the start
 */
record RawValue(String text, String name, String from) {}
