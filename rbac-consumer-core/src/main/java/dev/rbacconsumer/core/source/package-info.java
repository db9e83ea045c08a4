/**
 * Reports about the source of records, apart from the records: whether it answers, whether this
 * instance is a member of the group, and how far each partition goes. Status, metrics and health
 * read them; nothing in delivery depends on them.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.source;

import org.jspecify.annotations.NullMarked;
