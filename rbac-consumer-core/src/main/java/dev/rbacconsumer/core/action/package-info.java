/**
 * Actions of operators on one partition, and their results.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.action;

import org.jspecify.annotations.NullMarked;
