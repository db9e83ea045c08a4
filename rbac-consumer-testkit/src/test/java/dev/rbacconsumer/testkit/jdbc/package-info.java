/**
 * Example of a store of your own: tuples and fences in a relational database, written with JDBC,
 * tested by the contracts and the simulation. Start at {@link
 * dev.rbacconsumer.testkit.jdbc.JdbcRelations}. Thread-safe.
 */
@NullMarked
package dev.rbacconsumer.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
