package dev.rbacconsumer.launcher.packaging;

/**
 * One start of a consumer with one message to apply, and its end.
 *
 * @param listening milliseconds from the start of the process to the line that says it listens
 * @param applied milliseconds from the start of the process to the store's answer to the first
 *     message
 * @param processor milliseconds of processor time until the first message was applied
 * @param stopped milliseconds from SIGTERM to the end of the process, which was idle
 */
record StartSample(double listening, double applied, double processor, double stopped) {}
