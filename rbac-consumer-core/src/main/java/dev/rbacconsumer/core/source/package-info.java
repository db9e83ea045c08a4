/**
 * What is known of the source of records apart from the records: whether it answers, whether this
 * instance is a member of the group, and how far each partition goes. Status, metrics and health
 * read it; nothing in delivery depends on it.
 */
@NullMarked
package dev.rbacconsumer.core.source;

import org.jspecify.annotations.NullMarked;
