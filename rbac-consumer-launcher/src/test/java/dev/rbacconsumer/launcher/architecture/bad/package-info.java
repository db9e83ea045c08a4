/** Classes that break the rules of the hexagon, one each, to show that the rules can fail. */
package dev.rbacconsumer.launcher.architecture.bad;
