package dev.rbacconsumer.relations;

/**
 * The store has carried out a write.
 *
 * @param consistencyToken proof of it; empty where the store gave none
 */
record WriteReceipt(String consistencyToken) {}
