/** What is shipped, as whoever gets it has it: the runnable jar from inside, and the archive. */
@NullMarked
package dev.rbacconsumer.launcher.packaging;

import org.jspecify.annotations.NullMarked;
