package dev.rbacconsumer.core.tuple;

/** Foreign text in a message of ours: bounded and without control characters. */
final class Quoted {
  private static final int MAX_LENGTH = 64;

  private Quoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8).append('"');
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) ? '?' : c);
    }
    if (text.length() > MAX_LENGTH) {
      quoted.append('…');
    }
    return quoted.append('"').toString();
  }
}
