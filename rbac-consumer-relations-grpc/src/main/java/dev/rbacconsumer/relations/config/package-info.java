/**
 * The options of the connection to the store as values: address, dialect, TLS and credentials.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.relations.config;

import org.jspecify.annotations.NullMarked;
