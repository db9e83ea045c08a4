/**
 * Extensions of JUnit 5 for brokers, Relations servers and deliveries on virtual time. They need
 * {@code org.junit.jupiter:junit-jupiter-api} of version 5.13 or newer on the test class path.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.junit;

import org.jspecify.annotations.NullMarked;
