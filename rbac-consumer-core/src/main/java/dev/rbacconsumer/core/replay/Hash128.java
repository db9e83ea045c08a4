package dev.rbacconsumer.core.replay;

/**
 * The first 128 bits of a SHA-256.
 *
 * @param high bits 0 to 63
 * @param low bits 64 to 127
 */
record Hash128(long high, long low) {}
