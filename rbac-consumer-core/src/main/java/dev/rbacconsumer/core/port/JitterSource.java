package dev.rbacconsumer.core.port;

/** Where the random part of a backoff comes from. Safe to use from several threads. */
@FunctionalInterface
public interface JitterSource {
  /** A number drawn uniformly from 0 (included) to 1 (excluded). */
  double next();
}
