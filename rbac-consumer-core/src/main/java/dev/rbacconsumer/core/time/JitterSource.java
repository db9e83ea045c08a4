package dev.rbacconsumer.core.time;

/** Source of the random part of a backoff. Thread-safe. */
@FunctionalInterface
public interface JitterSource {
  /** Returns a number drawn uniformly from 0 (included) to 1 (excluded). */
  double next();
}
