/**
 * What writing a message to the store costs, in each dialect, against a client that opens a channel
 * for every call and deletes one tuple after the other. Entry point is {@link
 * dev.rbacconsumer.testkit.bench.write.WriteBenchmarkMain}.
 */
@NullMarked
package dev.rbacconsumer.testkit.bench.write;

import org.jspecify.annotations.NullMarked;
