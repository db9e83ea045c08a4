/** Actions of operators on one partition, and their results. */
@NullMarked
package dev.rbacconsumer.core.action;

import org.jspecify.annotations.NullMarked;
