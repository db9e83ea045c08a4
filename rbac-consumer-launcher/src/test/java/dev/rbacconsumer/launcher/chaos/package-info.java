/**
 * Delivery under blows, against a real broker and with the runnable jar as processes: consumers are
 * killed, the broker is killed, instances come and go, the store fails. Start at {@code ChaosMain};
 * {@code ChaosIT} is the short version.
 */
@org.jspecify.annotations.NullMarked
package dev.rbacconsumer.launcher.chaos;
